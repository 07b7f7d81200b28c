using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>What is open by age, as of any day, from the receivables of the ledger.</summary>
[UseCase]
internal sealed class AgeingReport(QueryRunner runner)
{
    /// <param name="AsOf">Null for today, by the clock of UTC.</param>
    internal sealed record Filter(LocalDate? AsOf, LegalEntityId? Entity, BuyerId? Buyer);

    internal sealed record Row(string Entity, Currency Currency, AgeingBucket Bucket, long OpenMinor, int Count);

    internal sealed record Answer(LocalDate AsOf, IReadOnlyList<Row> Rows);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var asOf = filter.AsOf ?? reading.Now.InUtc().Date;
        var entities = reading.Person.LegalEntities.Where(id => filter.Entity is null || id == filter.Entity).ToList();
        var balances = await reading.Db.Set<JournalLine>()
            .Where(line => line.Account == Account.Receivable && line.BookedOn <= asOf && entities.Contains(line.LegalEntityId))
            .GroupBy(line => line.InvoiceId)
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(row => row.Minor != 0).ToListAsync(reading.Ct);
        var open = balances.Where(row => row.Key is not null).ToDictionary(row => row.Key!.Value, row => row.Minor);
        var ids = open.Keys.ToList();
        var invoices = await (
            from invoice in reading.Db.Set<Invoice>()
            join entity in reading.Db.Set<LegalEntity>() on invoice.LegalEntityId equals entity.Id
            where ids.Contains(invoice.Id)
            select new { invoice.Id, invoice.BuyerId, invoice.Currency, invoice.DueOn, entity.Code }).ToListAsync(reading.Ct);
        var rows = invoices.Where(invoice => invoice.DueOn is not null
            && (filter.Buyer is null || invoice.BuyerId == filter.Buyer))
            .GroupBy(invoice => (invoice.Code, invoice.Currency, Bucket: Ageing.BucketOf(invoice.DueOn!.Value, asOf)))
            .Select(group => new Row(
                group.Key.Code, group.Key.Currency, group.Key.Bucket, group.Sum(invoice => open[invoice.Id]), group.Count()));
        return new Answer(asOf, [.. rows.OrderBy(row => row.Entity, StringComparer.Ordinal).ThenBy(row => row.Currency)
            .ThenBy(row => row.Bucket)]);
    }
}
