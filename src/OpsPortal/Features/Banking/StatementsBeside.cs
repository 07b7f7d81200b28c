using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>
/// What the statements before and behind one say of its lines. Without a reference equal lines are told apart by their count:
/// where the bank numbers the statements, equal lines of the others count before. Where only the balances speak, or the bank gave
/// both lines one reference, the line is known, and doubtful.
/// </summary>
internal sealed class StatementsBeside(Work work)
{
    private readonly HashSet<BankStatementId> numbered = [];
    private List<BankStatementId> beside = [];
    private List<Row> rows = [];

    private sealed record Row(BankStatementId Statement, string Identity, string? EntryKey, long? EntryMinor);

    /// <summary>The same statement came before: what was doubtful in it has its case.</summary>
    private bool IsRepeated { get; set; }

    public async Task BeginAsync(BankStatement statement, StatementEnds? ends)
    {
        (beside, rows) = ([], []);
        numbered.Clear();
        if (statement.Kind != StatementKind.Statement || SpanOf(statement, ends) is not { } span)
            return;
        var others = (await work.Db.Set<BankStatement>().AsNoTracking()
            .Where(one => one.BankAccountId == statement.BankAccountId && one.Id != statement.Id
                && one.Kind == StatementKind.Statement && one.OpeningMinor != null && one.ClosingMinor != null
                && one.ClosingOn >= span.OpeningOn && one.OpeningOn <= span.ClosingOn).ToListAsync(work.Ct))
            .ConvertAll(one => (one.Id, Span: new StatementSpan(
                one.OpeningMinor!.Value, one.OpeningOn!.Value, one.ClosingMinor!.Value, one.ClosingOn!.Value, one.Number)));
        IsRepeated = others.Exists(one => one.Span.IsRepeated(span));
        beside = [.. span.Beside(others)];
        numbered.UnionWith(others.Where(one => one.Span.IsNumberedApart(span)).Select(one => one.Id));
    }

    /// <summary>Counts lines anew that have equals in numbered statements beside theirs.</summary>
    public async Task CountAsync(IReadOnlyList<ToldLine> told)
    {
        if (beside.Count == 0)
            return;
        var days = told.Select(one => one.Line.BookedOn).Distinct().ToList();
        var amounts = told.Select(one => one.Line.AmountMinor).Distinct().ToList();
        rows = await work.Db.Set<BankLine>()
            .Where(line => beside.Contains(line.StatementId) && days.Contains(line.BookedOn)
                && amounts.Contains(line.AmountMinor))
            .Select(line => new Row(line.StatementId, line.Identity, line.EntryKey, line.EntryMinor)).ToListAsync(work.Ct);
        var before = rows.Where(row => numbered.Contains(row.Statement))
            .CountBy(row => row.Identity[..row.Identity.IndexOf('-')]).ToDictionary(StringComparer.Ordinal);
        foreach (var one in told.Where(one => BankWords.Telling(one.Told.BankReference) is null))
            if (before.TryGetValue(one.Count.Print, out var equal))
                one.Line.Identify(one.Count.From(equal + one.Count.InStatement));
    }

    /// <summary>Of lines that were not taken those that stand on their own by the balances.</summary>
    public IEnumerable<ToldLine> Doubtful(IEnumerable<ToldLine> dropped) => IsRepeated || rows.Count == 0 ? []
        : dropped.Where(one => rows.Exists(row => row.Identity == one.Line.Identity
            || (BankWords.Telling(one.EntryReference) is not null && row.EntryKey == one.Line.EntryKey
                && row.EntryMinor == one.Line.EntryMinor)));

    private static StatementSpan? SpanOf(BankStatement statement, StatementEnds? ends) =>
        ends is { Opening: { On: { } from } opening, Closing: { On: { } to } closing } && opening.Currency == statement.Currency
            && closing.Currency == statement.Currency
            ? new StatementSpan(opening.Minor, from, closing.Minor, to, BankWords.Cut(statement.Number, BankStatement.TextLength))
            : null;
}
