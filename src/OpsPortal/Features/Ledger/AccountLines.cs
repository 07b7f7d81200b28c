using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

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
        long AmountMinor, LegalEntityId LegalEntityId)
    {
        public string? Contract { get; init; }

        public string? Invoice { get; init; }

        public string? Payee { get; init; }

        public string? Batch { get; init; }

        public string? ProviderObject { get; init; }

        /// <summary>What the line is about, in names that people know.</summary>
        public IEnumerable<string> About =>
            new[] { Invoice ?? Contract, Payee, Batch ?? ProviderObject }.OfType<string>();
    }

    internal sealed record Answer(
        ChartRow Account, IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Money> Balances,
            IReadOnlyList<LedgerEntity> Entities);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var (db, seen) = (reading.Db, reading.Person.LegalEntities);
        var lines = db.Set<JournalLine>().Where(line => line.Account == filter.Account
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
        var rows = await Orders.PageOf(LineInEntry.Of(db, lines), filter.Place, PageSize)
            .Select(row => new Row(
                row.Entry.Id, row.Line.BookedOn, row.Entry.EffectiveAt, row.Entry.Family, row.Entry.PostingKey, row.Line.Currency,
                row.Line.AmountMinor, row.Line.LegalEntityId)
            {
                Contract = db.Set<Contract>().Where(contract => contract.Id == row.Entry.ContractId)
                    .Select(contract => contract.Number).FirstOrDefault(),
                Invoice = db.Set<Invoice>().Where(invoice => invoice.Id == (row.Line.InvoiceId ?? row.Entry.InvoiceId))
                    .Select(invoice => invoice.Number).FirstOrDefault(),
                Payee = db.Set<Payee>().Where(payee => payee.Id == row.Line.PayeeId).Select(payee => payee.Name)
                    .FirstOrDefault(),
                Batch = db.Set<PayoutBatch>().Where(batch => batch.Id == (row.Line.BatchId ?? row.Entry.BatchId))
                    .Select(batch => batch.Number).FirstOrDefault(),
                ProviderObject = row.Entry.ProviderObject,
            })
            .ToListAsync(reading.Ct);
        return new Answer(
            ChartOfAccounts.Of(filter.Account), rows, sums.Sum(sum => sum.Count),
            [.. sums.OrderBy(sum => sum.Key).Select(sum => new Money(sum.Minor, sum.Key))],
                await LedgerScope.EntitiesAsync(reading));
    }
}
