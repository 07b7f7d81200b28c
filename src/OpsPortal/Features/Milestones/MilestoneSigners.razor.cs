using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Who signs: the named approver while it is pending, and the delegate whom the approver names.</summary>
public sealed partial class MilestoneSigners
{
    private string approver = "";
    private string standIn = "";
    private string reason = "";

    [Parameter, EditorRequired]
    public Milestone Milestone { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<(PersonId Id, string Name)> Approvers { get; set; } = [];

    [Parameter]
    public PersonId Viewer { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlySet<Permission> Permissions { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<PersonId> OnApprover { get; set; }

    [Parameter]
    public EventCallback<(PersonId To, string Reason)> OnDelegate { get; set; }

    private bool MayName => Milestone.State == MilestoneState.Pending
        && Permissions.Contains(Permission.SubmitMilestone);

    private bool MayDelegate => Milestone.State is MilestoneState.Pending or MilestoneState.Submitted
        && Milestone.ApproverId == Viewer && Permissions.Contains(Permission.ApproveMilestone);

    private async Task NameAsync()
    {
        if (Guid.TryParse(approver, out var id))
            await OnApprover.InvokeAsync(new PersonId(id));
    }

    private async Task DelegateAsync()
    {
        if (Guid.TryParse(standIn, out var id))
            await OnDelegate.InvokeAsync((new PersonId(id), reason));
    }
}
