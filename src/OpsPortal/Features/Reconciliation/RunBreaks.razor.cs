using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The breaks that a run sees, and those that it closed.</summary>
public sealed partial class RunBreaks
{
    [CascadingParameter]
    private ReconciliationDetail.Answer? Answer { get; set; }

    /// <summary>The break that somebody came for.</summary>
    [Parameter]
    public Guid? Chosen { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ReconciliationBreakId> OnExplain { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<ReconciliationBreakId> OnAssign { get; set; }

    private string StateOf(BreakRow row) => row.Break.State == BreakState.Closed && row.Break.ClosedByRunId == Answer!.Run.Id
        ? "Gone with this run" : row.Break.State.ToString();
}
