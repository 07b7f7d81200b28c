using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>The register of changes of owner where the platform is seller of record, newest first.</summary>
[UseCase]
internal sealed class OwnerChangeList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<OwnerChangeRow> Orders = new RowOrders<OwnerChangeRow>(
            rows => rows.OrderByDescending(row => row.BookedOn).ThenByDescending(row => row.Entry),
            sorted => sorted.ThenBy(row => row.Entry).ThenBy(row => row.Line))
        .By("booked", row => row.BookedOn)
        .By("invoice", row => row.InvoiceNumber)
        .By("amount", row => row.AmountMinor < 0 ? -row.AmountMinor : row.AmountMinor);

    /// <param name="Month">Null is every month.</param>
    internal sealed record Filter(YearMonth? Month, LegalEntityId? Entity, ListPlace Place);

    internal sealed record Row(
        EntryId Entry, LocalDate BookedOn, string Company, string Event, InvoiceId Invoice, string InvoiceNumber, string Prior,
        string New, Money Amount);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total, IReadOnlyList<LedgerEntity> Entities);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        var entities = await LedgerScope.EntitiesAsync(reading);
        if (filter.Entity is { } only && entities.All(entity => entity.Id != only))
            return SharedRefusals.NotFound("legal entity");
        var ids = entities.Select(entity => entity.Id).Where(id => filter.Entity is null || id == filter.Entity).ToList();
        var lines = db.Set<JournalLine>().AsNoTracking().Where(line => ids.Contains(line.LegalEntityId));
        if (filter.Month is { } month)
        {
            var (first, last) = (month.OnDayOfMonth(1), month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1));
            lines = lines.Where(line => line.BookedOn >= first && line.BookedOn <= last);
        }

        var all = OwnerChangeRow.Read(db, db.Set<JournalEntry>().AsNoTracking(), lines);
        var total = await all.CountAsync(ct);
        var rows = await Orders.PageOf(all, filter.Place, PageSize).ToListAsync(ct);
        return new Answer(await NamedAsync(reading, rows, entities), total, entities);
    }

    private static async Task<List<Row>> NamedAsync(
        Reading reading, List<OwnerChangeRow> rows, IReadOnlyList<LedgerEntity> entities)
    {
        var buyerIds = rows.Select(row => row.Buyer).Distinct().ToList();
        var payeeIds = rows.Select(row => row.Payee).OfType<PayeeId>().Distinct().ToList();
        var buyers = await reading.Db.Set<Buyer>().Where(buyer => buyerIds.Contains(buyer.Id))
            .ToDictionaryAsync(buyer => buyer.Id, buyer => buyer.Name, reading.Ct);
        var payees = await reading.Db.Set<Payee>().Where(payee => payeeIds.Contains(payee.Id))
            .ToDictionaryAsync(payee => payee.Id, payee => payee.Name, reading.Ct);
        var companies = entities.ToDictionary(entity => entity.Id, entity => entity.Name);
        return rows.ConvertAll(row => new Row(
            row.Entry, row.BookedOn, companies[row.Company], row.Event, row.Invoice, row.InvoiceNumber,
            row.NameOf(row.Change.Prior, companies[row.Company], buyers, payees),
            row.NameOf(row.Change.New, companies[row.Company], buyers, payees), new Money(row.Change.Minor, row.Currency)));
    }
}
