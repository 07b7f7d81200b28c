namespace OpsPortal.Documents;

/// <summary>A document for people, apart from how it is written: a library could take the writing over in one file.</summary>
/// <param name="Title">Also in the file's metadata.</param>
/// <param name="MadeOn">In the metadata; the same document gives the same bytes.</param>
internal sealed record PaperDocument(string Title, string Author, LocalDate MadeOn, IReadOnlyList<PaperBlock> Blocks);

/// <summary>A piece of a document, in reading order.</summary>
internal abstract record PaperBlock;

internal sealed record PaperHeading(string Text, bool IsTitle = false) : PaperBlock;

internal sealed record PaperParagraph(string Text) : PaperBlock;

internal sealed record PaperValues(IReadOnlyList<(string Name, string Value)> Rows) : PaperBlock;

/// <param name="Widths">Shares of the width, one a column; none lets the cells decide.</param>
/// <param name="RightFrom">The first column that holds figures; it and those after it are right-aligned.</param>
internal sealed record PaperTable(
    IReadOnlyList<string> Heads, IReadOnlyList<double> Widths, int RightFrom, IReadOnlyList<IReadOnlyList<string>> Rows)
    : PaperBlock;

/// <summary>A drawing of figures of one unit: bars side by side for each label, or a line through them.</summary>
internal sealed record PaperChart(
    string Title, string Unit, bool IsLine, IReadOnlyList<string> Labels, IReadOnlyList<PaperSeries> Series) : PaperBlock;

internal sealed record PaperSeries(string Name, IReadOnlyList<decimal> Values);

/// <summary>What a column of a long table holds: it decides alignment, where a cell may be broken, and what is summed.</summary>
internal enum PaperKind
{
    Text,

    /// <summary>Never broken: a date, a state.</summary>
    Short,
    Figure,

    /// <summary>A decimal in the currency of the row; summed for each currency.</summary>
    Money,
    Currency,
}

internal sealed record PaperColumn(string Head, PaperKind Kind);

/// <summary>The sums of a table's money columns for one currency, in the order of the columns.</summary>
internal sealed record PaperTotal(string Currency, long Rows, IReadOnlyList<decimal> Sums);
