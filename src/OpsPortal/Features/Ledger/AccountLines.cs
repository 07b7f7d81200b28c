using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>The entries behind one account's balance, newest first, with the balance that they sum to.</summary>
[UseCase]
internal sealed class AccountLines(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<LineInEntry> Orders = new RowOrders<LineInEntry>(
            rows => rows.OrderByDescending(row => row.Line.BookedOn).ThenByDescending(row => row.Entry.BookedAt),
            sorted => sorted.ThenBy(row => row.Line.Id))
        .By("booked", row => row.Line.BookedOn)
        .By("effective", row => row.Entry.EffectiveAt)
        .By("debit", row => row.Line.AmountMinor)
        .By("credit", row => -row.Line.AmountMinor);

    internal sealed record Filter(Account Account, LegalEntityId? Entity, Currency? Currency, LocalDate? AsOf,
        ListPlace Place);

    internal sealed record Row(
        EntryId EntryId, LocalDate BookedOn, Instant EffectiveAt, EventFamily Family, string PostingKey, Currency Currency,
        long AmountMinor, LegalEntityId LegalEntityId);

    internal sealed record Answer(
        ChartRow Account, IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Money> Balances,
            IReadOnlyList<LedgerEntity> Entities);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var seen = reading.Person.LegalEntities;
        var lines = reading.Db.Set<JournalLine>().Where(line => line.Account == filter.Account
            && seen.Contains(line.LegalEntityId));
        if (filter.Entity is { } entity)
            lines = lines.Where(line => line.LegalEntityId == entity);
        if (filter.Currency is { } currency)
            lines = lines.Where(line => line.Currency == currency);
        if (filter.AsOf is { } asOf)
            lines = lines.Where(line => line.BookedOn <= asOf);
        var sums = await lines.GroupBy(line => line.Currency)
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor),
                Count = group.Count() }).ToListAsync(reading.Ct);
        var rows = await Orders.PageOf(LineInEntry.Of(reading.Db, lines), filter.Place, PageSize)
            .Select(row => new Row(
                row.Entry.Id, row.Line.BookedOn, row.Entry.EffectiveAt, row.Entry.Family, row.Entry.PostingKey, row.Line.Currency,
                row.Line.AmountMinor, row.Line.LegalEntityId))
            .ToListAsync(reading.Ct);
        return new Answer(
            ChartOfAccounts.Of(filter.Account), rows, sums.Sum(sum => sum.Count),
            [.. sums.OrderBy(sum => sum.Key).Select(sum => new Money(sum.Minor, sum.Key))],
                await LedgerScope.EntitiesAsync(reading));
    }
}
