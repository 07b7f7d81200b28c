using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>What an amendment leaves of the current plan.</summary>
internal static class PlanChange
{
    /// <summary>The stages that stay as they are. A billed stage must be among them.</summary>
    public static Outcome<IReadOnlySet<PlanItemId>> Kept(
        IReadOnlyList<PlanItem> current, IReadOnlyList<PlannedItem> plan, IReadOnlyList<long> amounts)
    {
        var kept = new HashSet<PlanItemId>();
        for (var i = 0; i < plan.Count; i++)
        {
            if (current.SingleOrDefault(item => item.Id == plan[i].Id) is not { } item)
                continue;
            if (!IsSame(item, plan[i], amounts[i]))
                return item.State == PlanItemState.Billed ? ContractsRefusals.BilledItemChanged(item.Name)
                    : ContractsRefusals.UnknownItem;
            if (!kept.Add(item.Id))
                return ContractsRefusals.UnknownItem;
        }

        var lost = current.FirstOrDefault(item => item.State == PlanItemState.Billed && !kept.Contains(item.Id));
        return lost is not null ? ContractsRefusals.BilledItemChanged(lost.Name) : kept;
    }

    private static bool IsSame(PlanItem item, PlannedItem planned, long amountMinor) =>
        item.Kind == planned.Kind && item.AmountMinor == amountMinor && item.Name == planned.Name.Trim()
            && item.DueOn == planned.DueOn;
}
