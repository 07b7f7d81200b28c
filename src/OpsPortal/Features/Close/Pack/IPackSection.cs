namespace OpsPortal.Features.Close.Pack;

/// <summary>What the cells of a column are: it decides alignment, the spreadsheet's type and what the control totals
/// sum.</summary>
internal enum PackCell
{
    Text,

    /// <summary>An id or number that the trace accepts.</summary>
    Id,
    Date,
    Instant,
    Count,

    /// <summary>An amount as a decimal in the currency that stands in the row's <see cref="Currency"/> column.</summary>
    Money,
    Currency,
}

/// <param name="OnlyInCsv">True for what machines need and people would only stumble over: long ids, hashes, keys. It stays
/// out of the PDF.</param>
internal sealed record PackColumn(string Name, PackCell Cell, bool OnlyInCsv = false);

/// <summary>
/// A section of the close pack: one CSV, one table in the PDF. Rows come ordered by business keys, compared ordinally, so that
/// the same closed month gives the same bytes on every database. Each room brings its own; they are found by scanning.
/// </summary>
internal interface IPackSection
{
    /// <summary>Its place in the pack.</summary>
    int Order { get; }

    /// <summary>Its file name without the ending, for example <c>unapplied-cash</c>.</summary>
    string Code { get; }

    string Title { get; }

    /// <summary>One or two sentences for a reader who was not there: what it shows and how to read it.</summary>
    string Purpose { get; }

    IReadOnlyList<PackColumn> Columns { get; }

    /// <summary>False keeps a section that is for machines, such as raw events, out of the workbook.</summary>
    bool InWorkbook => true;

    /// <summary>The rows, one cell for each column: dates as <c>2026-01-31</c>, instants in UTC, money as a decimal with the
    /// currency's own digits.</summary>
    IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(CloseScope scope, CancellationToken ct);
}
