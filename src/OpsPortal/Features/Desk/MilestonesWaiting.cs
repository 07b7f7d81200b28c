using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

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
        var found = await reading.Db.Set<Milestone>()
            .Where(milestone => entities.Contains(milestone.LegalEntityId) && milestone.State == MilestoneState.Submitted)
            .Where(milestone => milestone.ApproverId == me || milestone.DelegateId == me)
            .OrderBy(milestone => milestone.SubmittedAt).Take(WaitingList.MostOfARoom).ToListAsync(reading.Ct);
        return [.. found.Select(milestone => new Waiting(
            $"Accept milestone \"{milestone.Name}\"", "You are its approver", $"/milestones/{milestone.Id}",
            milestone.SubmittedAt ?? reading.Now, null, milestone.Amount))];
    }
}
