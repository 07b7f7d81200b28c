using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Parties;

namespace OpsPortal.Features.Milestones;

/// <summary>Milestones that are past their day without acceptance, by the day that it is in their legal entity.</summary>
internal static class LateMilestones
{
    public static IQueryable<Milestone> Of(IQueryable<Milestone> milestones, LocalDays days)
    {
        var (yesterday, today, tomorrow, behind, ahead) = (days.Yesterday, days.Utc, days.Tomorrow, days.Behind, days.Ahead);
        return milestones
            .Where(m => m.State == MilestoneState.Pending || m.State == MilestoneState.Submitted)
            .Where(m => m.DueOn < yesterday || (m.DueOn < today && !behind.Contains(m.LegalEntityId))
                || (m.DueOn < tomorrow && ahead.Contains(m.LegalEntityId)));
    }
}
