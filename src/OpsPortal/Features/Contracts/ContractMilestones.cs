using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Contracts;

/// <summary>Opens a milestone for each new stage of that kind, and takes away the untouched ones of stages that left the
/// plan.</summary>
internal static class ContractMilestones
{
    public static async Task<Outcome> OpenAsync(
        Work work, Contract contract, ContractVersion version, IReadOnlyList<PlannedItem> plan)
    {
        foreach (var stage in version.Items.Where(item => item.Kind == PlanItemKind.Milestone))
        {
            var asked = plan.Single(item => item.Id == stage.Id);
            work.Db.Add(Milestone.Open(new MilestoneId(Guid.CreateVersion7()), new MilestonePlan(
                contract.Id, stage.Id, contract.LegalEntityId, stage.Name, new Money(stage.AmountMinor, contract.Currency),
                stage.DueOn,
                asked.Criteria, asked.Approver)));
        }

        return await TakeAwayAsync(work, contract);
    }

    private static async Task<Outcome> TakeAwayAsync(Work work, Contract contract)
    {
        var gone = contract.Versions.SelectMany(version => version.Items)
            .Where(item => item.RetiredInVersion == contract.CurrentVersion).Select(item => item.Id).ToList();
        if (gone.Count == 0)
            return Outcome.Done;
        var milestones = await work.Db.Set<Milestone>().Where(milestone => gone.Contains(milestone.PlanItemId))
            .ToListAsync(work.Ct);
        if (milestones.FirstOrDefault(milestone =>
            milestone.State is not (MilestoneState.Pending or MilestoneState.Reversed)) is { } busy)
            return MilestonesRefusals.InTheWay(busy.Name, busy.State);
        work.Db.RemoveRange(milestones.Where(milestone => milestone.Steps.Count == 0));
        return Outcome.Done;
    }
}
