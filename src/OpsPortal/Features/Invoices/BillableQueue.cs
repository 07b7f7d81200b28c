using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>The stages that may be invoiced now, longest waiting first.</summary>
[UseCase]
internal sealed class BillableQueue(QueryRunner runner)
{
    internal sealed record Row(
        PlanItemId Id, ContractId ContractId, string ContractNumber, string Buyer, string Stage, PlanItemKind Kind,
        Currency Currency,
        long AmountMinor, Instant? Since, string? Paused);

    internal sealed record Answer(IReadOnlyList<Row> Rows, bool MayIssue);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var items = reading.Db.Set<PlanItem>();
        var contracts = await (
            from contract in reading.Db.Set<Contract>()
            join buyer in reading.Db.Set<Buyer>() on contract.BuyerId equals buyer.Id
            join entity in reading.Db.Set<LegalEntity>() on contract.LegalEntityId equals entity.Id
            where entities.Contains(contract.LegalEntityId) && contract.State != ContractState.Closed
                && items.Any(item => item.ContractId == contract.Id && item.State != PlanItemState.Billed
                    && item.RetiredInVersion == null)
            select new Owner(contract.Id, contract.Number, buyer.Name, contract.Currency, contract.PausedReason, entity.Zone))
            .ToDictionaryAsync(owner => owner.Id, reading.Ct);
        var ids = contracts.Keys.ToList();
        var plans = await items.Where(item => ids.Contains(item.ContractId) && item.RetiredInVersion == null)
            .ToListAsync(reading.Ct);
        var rows = plans.GroupBy(item => item.ContractId).SelectMany(plan => RowsOf(contracts[plan.Key], [.. plan], reading.Now));
        return new Answer(
            [.. rows.OrderBy(row => row.Since ?? Instant.MaxValue).ThenBy(row => row.ContractNumber, StringComparer.Ordinal)],
            reading.Person.May(Permission.IssueInvoice));
    }

    private static IEnumerable<Row> RowsOf(Owner owner, List<PlanItem> plan, Instant now)
    {
        var today = now.InZone(DateTimeZoneProviders.Tzdb[owner.Zone]).Date;
        return plan.Where(item => item.State == PlanItemState.Billable || StageReadiness.IsDue(item, plan, today))
            .Select(item => new Row(
                item.Id, owner.Id, owner.Number, owner.Buyer, item.Name, item.Kind, owner.Currency, item.AmountMinor,
                item.BillableAt,
                owner.Paused));
    }

    private sealed record Owner(ContractId Id, string Number, string Buyer, Currency Currency, string? Paused, string Zone);
}
