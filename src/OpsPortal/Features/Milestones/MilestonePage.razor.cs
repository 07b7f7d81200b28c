using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

public sealed partial class MilestonePage
{
    private MilestoneDetail.Answer? answer;
    private MilestoneAction? asked;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    [Inject]
    private MilestoneDetail Detail { get; set; } = default!;

    [Inject]
    private SubmitMilestone Submit { get; set; } = default!;

    [Inject]
    private ApproveMilestone Approve { get; set; } = default!;

    [Inject]
    private RejectMilestone Reject { get; set; } = default!;

    [Inject]
    private DisputeMilestone Dispute { get; set; } = default!;

    [Inject]
    private SettleMilestoneDispute Settle { get; set; } = default!;

    [Inject]
    private ReverseMilestone Reverse { get; set; } = default!;

    [Inject]
    private NameMilestoneApprover NameApprover { get; set; } = default!;

    [Inject]
    private DelegateMilestone Delegate { get; set; } = default!;

    private MilestoneId MilestoneId => new(Id);

    private Milestone Milestone => answer!.Milestone;

    private string StateWords => answer!.IsLate ? $"{Milestone.State}, late" : Milestone.State.ToString();

    private string? InvoiceHref => answer!.Invoice is { } invoice ? $"/invoices/{invoice.Id}" : null;

    private Refusal? FileRefusal => MilestonesRefusals.OfFile(RefusedCode);

    private bool MayAddFiles => answer!.Permissions.Contains(Permission.SubmitMilestone)
        && Milestone.State is MilestoneState.Pending or MilestoneState.Submitted or MilestoneState.Disputed;

    private IReadOnlyList<TimelineEntry> History =>
        [.. Milestone.Steps.OrderBy(step => step.Number).Select(step => new TimelineEntry(
            step.At, step.What, NameOf(step.By), step.Words.Length == 0 ? null : step.Words))];

    private string SheetTitle => asked switch
    {
        MilestoneAction.Reject => "Reject milestone",
        MilestoneAction.Dispute => "Dispute milestone",
        MilestoneAction.SettleInFavour => "Settle dispute",
        _ => "Reverse milestone",
    };

    private string SheetSentence => asked switch
    {
        MilestoneAction.Reject => "It goes back to its maker with your reason and can be submitted again.",
        MilestoneAction.Dispute =>
            "Later invoices of this contract and all payouts of this work are frozen. Earlier entries stay.",
        MilestoneAction.SettleInFavour => "The dispute ends; the work is submitted and signed again.",
        _ => "The acceptance is taken back. What was invoiced stays posted and is corrected by a dated credit note.",
    };

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched => [Id];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(MilestoneId, Actor, Ct));

    private bool May(MilestoneAction action) => MilestoneLifecycle.Moves.Any(
        move => move.From == Milestone.State && move.Action == action && answer!.Permissions.Contains(move.May));

    private void Ask(MilestoneAction action) => asked = action;

    private Task SubmitAsync() => RunAsync(() => Submit.RunAsync(MilestoneId, Actor, Ct));

    private Task ApproveAsync((IReadOnlySet<int> Met, string Comment) signed) =>
        RunAsync(() => Approve.RunAsync(new ApproveMilestone.Command(MilestoneId, signed.Met, signed.Comment), Actor, Ct));

    private async Task ConfirmAsync(string reason)
    {
        if (await RunAsync(() => asked switch
        {
            MilestoneAction.Reject => Reject.RunAsync(MilestoneId, reason, Actor, Ct),
            MilestoneAction.Dispute => Dispute.RunAsync(new DisputeMilestone.Command(MilestoneId, reason, null), Actor, Ct),
            MilestoneAction.SettleInFavour => Settle.RunAsync(MilestoneId, reason, Actor, Ct),
            _ => Reverse.RunAsync(new ReverseMilestone.Command(MilestoneId, reason, null), Actor, Ct),
        }))
            asked = null;
    }

    private Task NameApproverAsync(PersonId person) => RunAsync(() => NameApprover.RunAsync(MilestoneId, person, Actor, Ct));

    private Task DelegateAsync((PersonId To, string Reason) to) =>
        RunAsync(() => Delegate.RunAsync(MilestoneId, to.To, to.Reason, Actor, Ct));

    private string NameOf(PersonId? id) => id is { } person ? answer!.People.GetValueOrDefault(person, "The system")
        : "Nobody named";
}
