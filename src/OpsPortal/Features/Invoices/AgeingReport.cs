using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>What is open by age, as of any day, from the receivables of the ledger; each legal entity and currency by
/// itself.</summary>
[UseCase]
internal sealed class AgeingReport(QueryRunner runner)
{
    internal static readonly RowOrders<AgeingReport.Row> Orders = new RowOrders<AgeingReport.Row>()
        .By("buyer", row => row.Buyer)
        .By("company", row => row.Entity)
        .By("open", row => row.Sums.Values.Sum(sum => sum.OpenMinor));

    internal static readonly RowOrders<AgeingReport.Open> OpenOrders = new RowOrders<AgeingReport.Open>()
        .By("number", row => row.Number)
        .By("due", row => row.DueOn)
        .By("left", row => row.OpenMinor);

    /// <param name="AsOf">Null for today, by the clock of each legal entity.</param>
    /// <param name="Entity">The code of a legal entity; null for all of the person's.</param>
    /// <param name="Buyer">Also lists all open invoices of this buyer, the oldest first.</param>
    internal sealed record Filter(LocalDate? AsOf, string? Entity = null, BuyerId? Buyer = null);

    /// <summary>What one buyer owes one legal entity in one currency, by age.</summary>
    internal sealed record Row(
        string Entity, Currency Currency, BuyerId BuyerId, string Buyer, IReadOnlyDictionary<AgeingBucket, AgedTotal> Sums);

    internal sealed record Open(
        InvoiceId Id, string Number, string Entity, Currency Currency, LocalDate DueOn, int DaysLate, AgeingBucket Bucket,
        long OpenMinor);

    internal sealed record Answer(
        LocalDate? AsOf, IReadOnlyList<LedgerEntity> Entities, IReadOnlyList<Row> Rows, IReadOnlyList<Open> Invoices);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var entities = await LedgerScope.EntitiesAsync(reading);
        var rows = new List<Row>();
        var invoices = new List<Open>();
        foreach (var entity in entities.Where(entity => filter.Entity is null || entity.Code == filter.Entity))
        {
            var asOf = filter.AsOf ?? reading.Now.DayIn(entity.Zone);
            rows.AddRange(await RowsAsync(reading, entity, asOf, filter));
            if (filter.Buyer is { } buyer)
                invoices.AddRange(await InvoicesAsync(reading, entity, asOf, filter, buyer));
        }

        return new Answer(filter.AsOf, entities, rows, invoices);
    }

    private sealed record OpenItem
    {
        public required InvoiceId Invoice { get; init; }

        public required BuyerId Buyer { get; init; }

        public required Currency Currency { get; init; }

        public required LocalDate DueOn { get; init; }

        public required string Number { get; init; }

        public required long Minor { get; init; }
    }

    private static IQueryable<OpenItem> OpenItems(Reading reading, LegalEntityId entity, LocalDate? bookedUpTo)
    {
        var lines = reading.Db.Set<JournalLine>()
            .Where(line => line.Account == Account.Receivable && line.LegalEntityId == entity);
        if (bookedUpTo is { } day)
            lines = lines.Where(line => line.BookedOn <= day);
        var balances = lines.GroupBy(line => line.InvoiceId)
            .Select(group => new { Invoice = group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(balance => balance.Minor != 0);
        return from balance in balances
               join invoice in reading.Db.Set<Invoice>() on balance.Invoice equals (InvoiceId?)invoice.Id
               where invoice.DueOn != null
               select new OpenItem
               {
                   Invoice = invoice.Id, Buyer = invoice.BuyerId, Currency = invoice.Currency, DueOn = invoice.DueOn!.Value,
                   Number = invoice.Number!, Minor = balance.Minor,
               };
    }

    private static async Task<IEnumerable<Row>> RowsAsync(Reading reading, LedgerEntity entity, LocalDate asOf, Filter filter)
    {
        var items = OpenItems(reading, entity.Id, filter.AsOf);
        if (filter.Buyer is { } only)
            items = items.Where(item => item.Buyer == only);
        var sums = await items.GroupBy(item => new { item.Buyer, item.Currency, item.DueOn })
            .Select(group => new { group.Key, Minor = group.Sum(item => item.Minor), Count = group.Count() })
            .ToListAsync(reading.Ct);
        var buyers = sums.Select(sum => sum.Key.Buyer).Distinct().ToList();
        var names = await reading.Db.Set<Buyer>().Where(buyer => buyers.Contains(buyer.Id))
            .ToDictionaryAsync(buyer => buyer.Id, buyer => buyer.Name, reading.Ct);
        return sums.GroupBy(sum => (sum.Key.Buyer, sum.Key.Currency))
            .Select(group => new Row(entity.Code, group.Key.Currency, group.Key.Buyer, names[group.Key.Buyer],
                group.GroupBy(sum => Ageing.BucketOf(sum.Key.DueOn, asOf))
                    .ToDictionary(
                        aged => aged.Key, aged => new AgedTotal(aged.Sum(sum => sum.Minor), aged.Sum(sum => sum.Count)))))
            .OrderBy(row => row.Currency).ThenBy(row => row.Buyer, StringComparer.Ordinal);
    }

    private static async Task<IEnumerable<Open>> InvoicesAsync(
        Reading reading, LedgerEntity entity, LocalDate asOf, Filter filter, BuyerId buyer)
    {
        var items = await OpenItems(reading, entity.Id, filter.AsOf).Where(item => item.Buyer == buyer)
            .OrderBy(item => item.DueOn).ThenBy(item => item.Number).ToListAsync(reading.Ct);
        return items.Select(item => new Open(item.Invoice, item.Number, entity.Code, item.Currency, item.DueOn,
            Ageing.DaysLate(item.DueOn, asOf), Ageing.BucketOf(item.DueOn, asOf), item.Minor));
    }
}
