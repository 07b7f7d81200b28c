using OpsPortal.Components;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Draws the domain's facts and states: how far they hold, in words and colour.</summary>
internal static class FactView
{
    public static Fact Of(FactWords fact, string? href = null) => new(
        fact.State switch { FactState.Yes => FactAnswer.Yes, FactState.Partly => FactAnswer.Partly, _ => FactAnswer.No },
            fact.Words, href);

    public static Tone ToneOf(MilestoneState state, bool late = false) => state switch
    {
        MilestoneState.Approved => Tone.Good,
        MilestoneState.Disputed => Tone.Bad,
        MilestoneState.Reversed => Tone.Neutral,
        _ when late => Tone.Warn,
        MilestoneState.Submitted => Tone.Info,
        _ => Tone.Neutral,
    };
}
