using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>The criteria as a checklist that the approver ticks and signs.</summary>
public sealed partial class MilestoneCriteria
{
    private readonly HashSet<int> met = [];
    private string comment = "";

    [Parameter, EditorRequired]
    public Milestone Milestone { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public bool MaySign { get; set; }

    [Parameter]
    public EventCallback<(IReadOnlySet<int> Met, string Comment)> OnApprove { get; set; }

    [Parameter]
    public EventCallback OnReject { get; set; }

    private IReadOnlyList<MilestoneCriterion> Criteria => [.. Milestone.Criteria.OrderBy(criterion => criterion.Number)];

    private void Tick(int number, ChangeEventArgs change)
    {
        if (change.Value is true)
            met.Add(number);
        else
            met.Remove(number);
    }

    private Task ApproveAsync() => OnApprove.InvokeAsync((met, comment));
}
