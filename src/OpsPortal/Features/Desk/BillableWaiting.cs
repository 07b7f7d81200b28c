using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Desk;

/// <summary>Stages that may be billed and are not.</summary>
[Part]
internal sealed class BillableWaiting : IWaitingSource
{
    public string Room => "Invoices";

    public Permission Permission => Permission.IssueInvoice;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        var found = await (
            from item in reading.Db.Set<PlanItem>()
            join contract in reading.Db.Set<Contract>() on item.ContractId equals contract.Id
            where entities.Contains(contract.LegalEntityId) && item.State == PlanItemState.Billable
                && item.RetiredInVersion == null
            orderby item.BillableAt
            select new { item.Name, item.AmountMinor, item.BillableAt, contract.Number, contract.Currency })
            .Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(item => new Waiting(
            $"Invoice \"{item.Name}\" of {item.Number}", "Billable, not yet invoiced", "/invoices", item.BillableAt
                ?? reading.Now, null,
            new Money(item.AmountMinor, item.Currency)))];
    }
}
