using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>The billing plan of one version, with its arithmetic to the cent.</summary>
public sealed partial class PlanTable
{
    [Parameter, EditorRequired]
    public Contract Contract { get; set; } = default!;

    [Parameter, EditorRequired]
    public int Version { get; set; }

    private IReadOnlyList<PlanItem> Plan => Contract.PlanOf(Version);

    // Advances have no sum: they are cleared against the other stages and are no part of theirs.
    private IEnumerable<(PlanItem Item, long? Sum)> Rows => Plan.Select(item => (item, BillingPlan.IsAdvance(item.Kind)
        ? (long?)null
        : Plan.TakeWhile(other => other != item).Append(item).Where(other => !BillingPlan.IsAdvance(other.Kind))
            .Sum(other => other.AmountMinor)));

    private string Arithmetic
    {
        get
        {
            var stages = string.Join(" + ", Plan.Where(i => !BillingPlan.IsAdvance(i.Kind)).Select(i => Money(i.AmountMinor)));
            var advances = Plan.Where(i => BillingPlan.IsAdvance(i.Kind)).Sum(i => i.AmountMinor);
            var version = Contract.Versions.Single(v => v.Number == Version);
            return $"{stages} = {Money(version.TotalMinor)}." + (advances == 0
                ? ""
                : $" Down payments of {Money(advances)} are part of it and cleared {
                    Words.Of(version.Clearing).ToLowerInvariant()}.");
        }
    }

    private static string TriggerOf(PlanItem item) => item.Trigger switch
    {
        PlanItemTrigger.ContractStart => "Contract starts",
        PlanItemTrigger.Acceptance => item.DueOn is { } due ? $"Accepted, expected by {DayWords.Of(due)}" : "Accepted",
        PlanItemTrigger.AllAccepted => "All milestones accepted",
        PlanItemTrigger.Date => $"On {DayWords.Of(item.DueOn!.Value)}",
        _ => "Released by hand",
    };

    private static string BasisOf(PlanItem item) =>
        item.Basis == AmountBasis.Percent ? $"{Percent.Text(item.PercentBasisPoints)} % of the total" : "what remains";

    private Money Money(long minor) => new(minor, Contract.Currency);
}
