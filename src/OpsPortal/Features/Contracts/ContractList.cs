using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>Contracts of the person's legal entities, newest first.</summary>
[UseCase]
internal sealed class ContractList(QueryRunner runner)
{
    internal static readonly RowOrders<Contract> Orders = new RowOrders<Contract>(
            contracts => contracts.OrderByDescending(c => c.MadeAt), sorted => sorted.ThenBy(c => c.Number))
        .By("number", c => c.Number)
        .By("total", c => c.Versions.Where(v => v.Number == c.CurrentVersion).Select(v => v.TotalMinor).First())
        .By("made", c => c.MadeAt);

    internal sealed record Filter(string? Text, ContractState? State, ListPlace Place);

    internal sealed record Row(
        ContractId Id, string Number, string Buyer, string Entity, string Program, string Market, ContractState State,
            int Version,
        long TotalMinor, Currency Currency, long BilledMinor, Instant MadeAt);

    public Task<Outcome<TablePage<Row>>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync<TablePage<Row>>(Permission.SeeContracts, actor, async reading =>
        {
            var found = Found(reading, filter);
            var total = await found.CountAsync(reading.Ct);
            var rows = await Rows(reading, Orders.PageOf(found, filter.Place, TablePage.DefaultSize)).ToListAsync(reading.Ct);
            return new TablePage<Row>(rows, total, filter.Place, TablePage.DefaultSize);
        }, ct);

    /// <summary>For the API: what follows a cursor, one row more than the limit where there is more.</summary>
    public Task<Outcome<IReadOnlyList<Row>>> AfterAsync(Cursor? cursor, int limit, Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeContracts, actor, async reading =>
        {
            var found = Found(reading, new Filter(null, null, ListPlace.First));
            if (cursor is { At: var at, Name: var name })
                found = found.Where(c => c.MadeAt < at || (c.MadeAt == at && string.Compare(c.Number, name) > 0));
            return await Rows(reading, Orders.Sorted(found, null).Take(Cursor.OneMore(limit))).ToListAsync(reading.Ct);
        }, ct);

    private static IQueryable<Contract> Found(Reading reading, Filter filter)
    {
        var entities = reading.Person.LegalEntities;
        var contracts = reading.Db.Set<Contract>().Where(c => entities.Contains(c.LegalEntityId));
        if (filter.State is { } state)
            contracts = contracts.Where(c => c.State == state);
        if (filter.Text?.Trim() is { Length: > 0 } text)
            contracts = contracts.Where(c =>
                c.Number.Contains(text) || reading.Db.Set<Buyer>().Any(b => b.Id == c.BuyerId && b.Name.Contains(text)));
        return contracts;
    }

    private static IQueryable<Row> Rows(Reading reading, IQueryable<Contract> contracts)
    {
        var db = reading.Db;
        return contracts.Select(c => new Row(
            c.Id,
            c.Number,
            db.Set<Buyer>().Where(b => b.Id == c.BuyerId).Select(b => b.Name).First(),
            db.Set<LegalEntity>().Where(e => e.Id == c.LegalEntityId).Select(e => e.Code).First(),
            db.Set<ProgramScheme>().Where(p => p.Id == c.ProgramId).Select(p => p.Code).First(),
            db.Set<Market>().Where(m => m.Id == c.MarketId).Select(m => m.Code).First(),
            c.State,
            c.CurrentVersion,
            c.Versions.Where(v => v.Number == c.CurrentVersion).Select(v => v.TotalMinor).First(),
            c.Currency,
            db.Set<PlanItem>().Where(i => i.ContractId == c.Id && i.RetiredInVersion == null
                && i.State == PlanItemState.Billed && i.Kind != PlanItemKind.DownPayment).Sum(i => i.AmountMinor),
            c.MadeAt));
    }
}
