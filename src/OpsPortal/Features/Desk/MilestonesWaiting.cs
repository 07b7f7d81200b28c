using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Desk;

/// <summary>Milestones that wait for this person's signature as the named approver or their delegate.</summary>
[Part]
internal sealed class MilestonesWaiting : IWaitingSource
{
    public string Room => "Milestones";

    public Permission Permission => Permission.ApproveMilestone;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var me = reading.Person.Id;
        var entities = reading.Person.LegalEntities;
        var found = await (
            from milestone in reading.Db.Set<Milestone>()
            join contract in reading.Db.Set<Contract>() on milestone.ContractId equals contract.Id
            join entity in reading.Db.Set<LegalEntity>() on milestone.LegalEntityId equals entity.Id
            where entities.Contains(milestone.LegalEntityId) && milestone.State == MilestoneState.Submitted
                && (milestone.ApproverId == me || milestone.DelegateId == me)
            orderby milestone.SubmittedAt
            select new { Milestone = milestone, contract.Number, entity.Zone }).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(row => new Waiting(
            $"Accept milestone \"{row.Milestone.Name}\" of {row.Number}", "You are its approver",
            $"/milestones/{row.Milestone.Id}", row.Milestone.SubmittedAt ?? reading.Now,
            row.Milestone.DueOn?.EndIn(row.Zone), row.Milestone.Amount))];
    }
}
