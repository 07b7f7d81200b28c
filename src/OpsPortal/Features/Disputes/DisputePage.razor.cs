using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Disputes;

public sealed partial class DisputePage
{
    private DisputeDetail.Answer? answer;
    private Ask? asked;

    private enum Ask
    {
        Evidence,
        Risk,
    }

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private DisputeDetail Detail { get; set; } = default!;

    [Inject]
    private WorkDispute Work { get; set; } = default!;

    private string AskTitle => asked == Ask.Evidence ? "Record evidence" : "Accept the risk";

    private string AskSentence => asked == Ask.Evidence
        ? "The provider decides on what was sent. Nothing more can be sent afterwards."
        : "The payment is not refunded. Should a formal dispute follow, its money is taken then.";

    private IReadOnlyList<TimelineEntry> Steps
    {
        get
        {
            var dispute = answer!.Dispute;
            var reason = DisputeReasons.Of(dispute.Reason);
            List<TimelineEntry> steps = [new(dispute.OpenedAt, DisputeWords.Of(dispute.Kind), Note: reason)];
            if (dispute.EvidenceSentAt is { } sent)
                steps.Add(new(sent, "Evidence sent", answer.SentBy, Note: dispute.Evidence));
            if (dispute.ClosedAt is { } closed)
                steps.Add(new(closed, DisputeWords.Of(dispute.State), answer.DecidedBy, Note: dispute.Outcome,
                    Tone: DisputeWords.ToneOf(dispute.State)));
            return steps;
        }
    }

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));

    private void Forget() => (asked, Refusal) = (null, null);

    private async Task DoAsync(string text)
    {
        if (await RunAsync(() => asked == Ask.Evidence
            ? Work.SendEvidenceAsync(new(Id), text, Actor, Ct)
            : Work.AcceptRiskAsync(new(Id), text, Actor, Ct)))
            asked = null;
    }
}
