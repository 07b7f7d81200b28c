using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>The four facts of each stage side by side, why one is not billable, and what the ERP says.</summary>
public sealed partial class StagesPart
{
    private PlanItem? releasing;
    private PlanItem? telling;
    private ErpStatus status = ErpStatus.Billed;

    [Parameter, EditorRequired]
    public object Standings { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refused { get; set; }

    [Parameter, EditorRequired]
    public Func<PlanItemId, string, Task<bool>> OnRelease { get; set; } = default!;

    [Parameter, EditorRequired]
    public Func<PlanItemId, ErpStatus, string, Task<bool>> OnErp { get; set; } = default!;

    private StageStandings.Answer Shown => (StageStandings.Answer)Standings;

    private static string NextOf(StageStandings.Row row) => row switch
    {
        { Stage.State: PlanItemState.Billed } => "Already invoiced.",
        { WhyNot: { } why } => $"{why.Why} {why.Next}",
        _ => "Yes, under Invoices.",
    };

    private static string ErpWords(PlanItem stage) => (stage.ErpStatus, stage.ErpStatusAt) switch
    {
        (ErpStatus.Unknown, _) or (_, null) => "",
        var (status, at) => $"{Words.Of(status).ToLowerInvariant()}, {WhenWords.Iso(at.Value.InUtc().Date)}",
    };

    private async Task ReleaseAsync(string reason)
    {
        if (await OnRelease(releasing!.Id, reason))
            releasing = null;
    }

    private async Task TellAsync(string source)
    {
        if (await OnErp(telling!.Id, status, source))
            telling = null;
    }
}
