using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The lines behind one cell of the roll-forward, oldest first, each with its kind and its trigger.</summary>
[UseCase]
internal sealed class MovementLines(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<LineInEntry> Orders = new RowOrders<LineInEntry>(
            rows => rows.OrderBy(row => row.Line.BookedOn).ThenBy(row => row.Entry.BookedAt),
            sorted => sorted.ThenBy(row => row.Line.Id))
        .By("booked", row => row.Line.BookedOn)
        .By("owed", row => -row.Line.AmountMinor);

    /// <param name="Kind">Null is every movement.</param>
    internal sealed record Filter(
        Account Account, LegalEntityId Entity, Currency Currency, LocalDate First, LocalDate Last, MovementKind? Kind,
        ListPlace Place);

    /// <param name="OwedMinor">What it adds to what is owed.</param>
    internal sealed record Row(
        EntryId EntryId, LocalDate BookedOn, EventFamily Family, bool IsReversal, string PostingKey, string? Memo, long OwedMinor)
    {
        /// <summary>The documented event that moved it.</summary>
        public string Trigger => PostingRules.Of(Family).Name;

        public MovementKind KindOn(Account account) => MovementRules.KindOf(Family, account, IsReversal, OwedMinor < 0);

        public ObligationEnd EndOn(Account account) => OwedMinor < 0 && !IsReversal
            ? MovementRules.EndOf(Family, account) : ObligationEnd.LivesOn;
    }

    internal sealed record Answer(LedgerEntity Entity, IReadOnlyList<Row> Rows, int Total, long SumMinor);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        if ((await LedgerScope.EntitiesAsync(reading, filter.Entity)).SingleOrDefault() is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        var lines = reading.Db.Set<JournalLine>().Where(line => line.LegalEntityId == filter.Entity
            && line.Account == filter.Account && line.Currency == filter.Currency
            && line.BookedOn >= filter.First && line.BookedOn <= filter.Last);
        var joined = LineInEntry.Of(reading.Db, lines);
        if (filter.Kind is { } kind)
            joined = OfKind(joined, filter.Account, kind);
        var sums = await joined.GroupBy(_ => 1)
            .Select(group => new { Minor = -group.Sum(row => row.Line.AmountMinor), Count = group.Count() })
            .SingleOrDefaultAsync(reading.Ct);
        var rows = await Orders.PageOf(joined, filter.Place, PageSize)
            .Select(row => new Row(row.Entry.Id, row.Line.BookedOn, row.Entry.Family, row.Entry.ReversalOf != null,
                row.Entry.PostingKey, row.Entry.Memo, -row.Line.AmountMinor))
            .ToListAsync(reading.Ct);
        return new Answer(entity, rows, sums?.Count ?? 0, sums?.Minor ?? 0);
    }

    private static IQueryable<LineInEntry> OfKind(IQueryable<LineInEntry> joined, Account account, MovementKind kind)
    {
        var debits = FamiliesOf(account, kind, isDebit: true);
        var credits = FamiliesOf(account, kind, isDebit: false);
        return kind == MovementKind.Reversal
            ? joined.Where(row => row.Entry.ReversalOf != null
                || (row.Line.AmountMinor > 0 ? debits.Contains(row.Entry.Family) : credits.Contains(row.Entry.Family)))
            : joined.Where(row => row.Entry.ReversalOf == null
                && (row.Line.AmountMinor > 0 ? debits.Contains(row.Entry.Family) : credits.Contains(row.Entry.Family)));
    }

    private static List<EventFamily> FamiliesOf(Account account, MovementKind kind, bool isDebit) =>
    [
        .. PostingRules.Rows.Select(rule => rule.Family).Where(family => MovementRules.Find(family, account) is { } row
            && (isDebit ? row.Debit : row.Credit) == kind),
    ];
}
