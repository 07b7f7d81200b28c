using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Which stages of a plan may be invoiced now, and why one may not.</summary>
public static class StageReadiness
{
    /// <summary>True for a stage that waits only for a date that has come, or for the others that are billed.</summary>
    public static bool IsDue(PlanItem stage, IReadOnlyList<PlanItem> plan, LocalDate today) =>
        stage.State == PlanItemState.Waiting && stage.Trigger switch
        {
            PlanItemTrigger.Date => stage.DueOn <= today,
            PlanItemTrigger.AllAccepted => IsBilled(plan, PlanItemKind.Milestone),
            PlanItemTrigger.ContractStart => true,
            _ => false,
        };

    /// <summary>Why a stage that waits for an event may not be released now; null where it may.</summary>
    public static Refusal? WhyNotReleased(PlanItem stage, IReadOnlyList<PlanItem> plan)
    {
        if (stage.Trigger != PlanItemTrigger.Event)
            return ContractsRefusals.NotByEvent(stage.Name);
        return IsBilled(plan, PlanItemKind.Milestone) && IsBilled(plan, PlanItemKind.Closing) ? null
            : ContractsRefusals.WorkNotBilled(stage.Name);
    }

    /// <summary>True when no other stage that money could be advanced for, or that could clear an advance, is left.</summary>
    public static bool IsLast(PlanItem stage, IReadOnlyList<PlanItem> plan) =>
        plan.All(other => other.Id == stage.Id || BillingPlan.IsAdvance(other.Kind) || other.State == PlanItemState.Billed);

    private static bool IsBilled(IReadOnlyList<PlanItem> plan, PlanItemKind kind) =>
        plan.All(other => other.Kind != kind || other.State == PlanItemState.Billed);
}
