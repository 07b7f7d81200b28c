using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>A person other than who recorded it decides a refund by a transfer of ours, before the transfer is sent. What became
/// of the payment since is judged again.</summary>
[UseCase]
internal sealed class DecideRefund(CommandRunner runner)
{
    public Task<Outcome> ApproveAsync(RefundId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(RefundLifecycle.MayOf(RefundAction.Approve), actor, work => ApproveAsync(work, id), ct);

    public Task<Outcome> RefuseAsync(RefundId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(RefundLifecycle.MayOf(RefundAction.Refuse), actor, work => RefuseAsync(work, id, reason), ct);

    private static async Task<Outcome> ApproveAsync(Work work, RefundId id)
    {
        if (await work.SeenAsync<Refund>(found => found.Id == id) is not { } refund)
            return SharedRefusals.NotFound("refund");
        var payment = await work.Db.Set<Receipt>().SingleAsync(found => found.Id == refund.ReceiptId, work.Ct);
        var others = await RefundedBefore.HoldAsync(work, payment, refund.InvoiceId, but: refund.Id);
        var approved = refund.Approve(work.Person.Id, work.Now);
        if (approved.IsRefused)
            return approved;
        if (RefundCover.WhyNot(payment, refund.AmountMinor, others.OfPaymentMinor) is { } uncovered)
            return uncovered;
        work.Audit("Approved refund", "invoice", refund.InvoiceId.Value, after: Words(refund));
        Tell(work, refund, $"Your refund {Words(refund)} was approved: send the transfer under that reference.");
        return Outcome.Done;
    }

    private static async Task<Outcome> RefuseAsync(Work work, RefundId id, string reason)
    {
        if (await work.SeenAsync<Refund>(found => found.Id == id) is not { } refund)
            return SharedRefusals.NotFound("refund");
        var note = await work.Db.Set<CreditNote>().SingleAsync(found => found.Id == refund.CreditNoteId, work.Ct);
        var refused = refund.Refuse(note, work.Person.Id, reason, work.Now);
        if (refused.IsRefused)
            return refused;
        work.Audit("Refused refund", "invoice", refund.InvoiceId.Value, before: Words(refund), reason: reason);
        Tell(work, refund, $"Your refund {Words(refund)} was refused, do not send it: {reason}");
        return Outcome.Done;
    }

    private static string Words(Refund refund) =>
        $"of {new Money(refund.AmountMinor, refund.Currency)}, {refund.ProviderReference}";

    private static void Tell(Work work, Refund refund, string text)
    {
        if (refund.RequestedBy is { } asked)
            work.Notify(asked, text, $"/invoices/{refund.InvoiceId}");
    }
}
