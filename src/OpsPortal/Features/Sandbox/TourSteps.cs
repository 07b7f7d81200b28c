using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Sandbox;

/// <summary>One step of the main job.</summary>
/// <param name="Who">The demo account that does it, or who does it by themselves.</param>
/// <param name="How">What to press.</param>
/// <param name="Screen">The name of the screen behind <paramref name="Href"/>.</param>
/// <param name="Stand">What is true of it now, in words.</param>
internal sealed record TourStep(
    string What, string Who, string How, string Screen, string Href, bool HasHappened, string Stand, Instant? At);

/// <summary>The main job as a table of steps. A step has happened when the books say so; what was clicked is not asked.</summary>
internal static class TourSteps
{
    private const string Provider = "The sandbox, by itself";

    public static IReadOnlyList<TourStep> Of(TourFacts facts) => [.. WorkOf(facts), .. CashOf(facts), .. PayoutOf(facts)];

    private static IEnumerable<TourStep> WorkOf(TourFacts facts)
    {
        var (milestone, invoice) = (facts.Milestone, facts.Invoice);
        var path = $"/milestones/{milestone.Id}";
        yield return new("Submit the work", "ops@demo.test", "Add a file as evidence, then \"Submit for acceptance\".",
            "Milestone", path, milestone.State != MilestoneState.Pending,
            milestone.State == MilestoneState.Pending ? "Not yet submitted"
                : $"Submitted by {NameOf(facts, milestone.SubmittedBy)}",
            milestone.SubmittedAt);
        yield return new("Accept the work", "approver@demo.test", "Tick the criteria, then \"Approve milestone\".",
            "Milestone", path, facts.Facts.Accepted.State == FactState.Yes,
            milestone.State == MilestoneState.Approved ? $"Accepted by {NameOf(facts, milestone.ApprovedBy)}"
                : facts.Facts.Accepted.Words, milestone.ApprovedAt);
        yield return new("Issue the invoice", "finance@demo.test", "\"Issue invoice\" on the accepted stage.",
            invoice is null ? "Invoices" : "Invoice", invoice is null ? "/invoices" : $"/invoices/{invoice.Id}",
            facts.Facts.Invoiced.State == FactState.Yes, facts.Facts.Invoiced.Words, invoice?.IssuedAt);
    }

    private static IEnumerable<TourStep> CashOf(TourFacts facts)
    {
        var invoice = facts.Invoice;
        var isCollected = invoice is { OpenMinor: 0 } && facts.Collected is not null;
        yield return new("Pay the invoice", "Anybody, in the buyer's place",
            invoice is null ? "\"Pay invoice\", once there is one." : $"Choose {invoice.Number}, then \"Pay invoice\".",
            "Sandbox", "/sandbox", isCollected,
            isCollected ? "Cash received and applied" : facts.Collected is null ? "No cash received" : "Partly collected",
            facts.Collected);
        yield return new("The money settles", Provider, "Wait until the provider says that the funds are available.",
            invoice is null ? "Cash" : "Invoice", invoice is null ? "/cash" : $"/invoices/{invoice.Id}",
            facts.Facts.CollectedAndSettled.State == FactState.Yes && invoice is not null,
            facts.Facts.CollectedAndSettled.Words, facts.Settled);
    }

    private static IEnumerable<TourStep> PayoutOf(TourFacts facts)
    {
        var batch = facts.Batch;
        var (screen, path) = batch is null ? ("Payouts", "/payouts/batches") : ("Batch", Batches.Path(batch.Id));
        var isApproved = batch?.State >= BatchState.Approved;
        yield return new("Take it into a batch", "finance@demo.test", "\"Build batch\", then \"Submit batch\".",
            batch is null ? "Eligibility" : "Batch", batch is null ? "/payouts/eligibility" : path,
            batch?.SubmittedAt is not null, SubmissionOf(facts), batch?.SubmittedAt);
        yield return new("Approve the batch twice", "controller1@demo.test and controller2@demo.test",
            "\"Approve batch\", each with their password.", screen, path, isApproved,
            batch?.SubmittedAt is null ? "Nothing to approve yet"
                : $"{batch.CountingApprovals.Count()} of {batch.PeopleNeeded} approvals given",
            isApproved ? batch!.CountingApprovals.Max(approval => approval.ApprovedAt) : null);
        yield return new("Transmit the batch", "controller2@demo.test", "\"Transmit batch\", with their password.",
            screen, path, batch?.TransmittedAt is not null,
            batch?.TransmittedAt is null ? "Not sent" : $"Transmitted by {NameOf(facts, batch.TransmittedBy)}",
            batch?.TransmittedAt);
        yield return new("The payee is paid", Provider, "Wait until the provider says that the payout is paid.",
            screen, path, facts.Payout?.State == PayoutItemState.Paid, PaidOf(facts), facts.Payout?.FinalAt);
    }

    private static string SubmissionOf(TourFacts facts) => facts.Batch switch
    {
        null => "In no batch",
        { SubmittedAt: null } draft => $"{draft.Number} is a draft",
        { } batch => $"{batch.Number}, submitted by {NameOf(facts, batch.SubmittedBy)}",
    };

    private static string PaidOf(TourFacts facts) => facts.Payout switch
    {
        null => "Nothing sent",
        { State: PayoutItemState.Ready } => "Nothing sent",
        { State: PayoutItemState.Paid } paid => $"Paid to {paid.PayeeName}",
        { } payout => $"Not paid. State: {Components.Words.Of(payout.State).ToLowerInvariant()}",
    };

    private static string NameOf(TourFacts facts, PersonId? person) =>
        person is { } id ? facts.People.GetValueOrDefault(id, "somebody") : "the system";
}
