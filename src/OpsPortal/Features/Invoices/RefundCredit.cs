using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Ledger.CutOvers;

namespace OpsPortal.Features.Invoices;

/// <summary>
/// Records a refund that was asked for at the provider, out of a credit note and on one payment of its invoice. It stays pending
/// until the provider's event says how it ended; nothing is posted before. A payment by bank, or one that came over from the
/// former system, is refunded by a transfer of ours, whose line ends it; above the limit for one pair of eyes, counted over the
/// payment and over the invoice, and always where no payment of ours proves to whom, it waits for a second person before it is
/// sent.
/// </summary>
[UseCase]
internal sealed class RefundCredit(CommandRunner runner)
{
    /// <param name="Reference">The provider's id of the refund, or the reference of our transfer.</param>
    internal sealed record Command(CreditNoteId Credit, long AmountMinor, ReceiptId Payment, string Reference);

    public Task<Outcome<RefundId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RefundPayment, actor, work => RefundAsync(work, command), ct);

    private static async Task<Outcome<RefundId>> RefundAsync(Work work, Command command)
    {
        var reference = command.Reference.Trim();
        if (reference.Length == 0)
            return SharedRefusals.Required("reference");
        if (reference.Length > 120)
            return SharedRefusals.TooLong("reference", 120);
        if (await work.SeenAsync<CreditNote>(n => n.Id == command.Credit) is not { } note)
            return SharedRefusals.NotFound("credit note");
        var receipt = await work.Db.Set<Receipt>().SingleOrDefaultAsync(r => r.Id == command.Payment, work.Ct);
        if (receipt is null || !await PaysAsync(work, note.InvoiceId, receipt.Id))
            return InvoicingRefusals.NoSuchPayment;
        var provider = CutOverDesk.Brought(receipt) ? LineBooks.Provider : receipt.Provider;
        if (await IsTakenAsync(work, note.LegalEntityId, provider, reference))
            return InvoicingRefusals.RefundReferenceTaken(reference, provider == LineBooks.Provider);
        var before = await RefundedBefore.HoldAsync(work, receipt, note.InvoiceId);
        if (RefundCover.WhyNot(receipt, command.AmountMinor, before.OfPaymentMinor) is { } uncovered)
            return uncovered;
        var refund = Refund.Of(
            new(Guid.CreateVersion7()), note, command.AmountMinor, receipt.Id, provider, reference, work.Person.Id, work.Now,
            provider == LineBooks.Provider && await IsForTwoAsync(work, receipt, command.AmountMinor, before));
        if (refund.IsRefused)
            return refund.Refusal;
        work.Db.Add(refund.Value);
        if (refund.Value.State == RefundState.Waiting)
            await AskSecondAsync(work, note, refund.Value);
        work.Audit(
            "Recorded refund", "invoice", note.InvoiceId.Value,
                after: $"{note.Number}: {new Money(command.AmountMinor, note.Currency)}, {reference}");
        return refund.Value.Id;
    }

    /// <summary>A provider's ids are its own, whichever company asked; a transfer's reference is one of the company's.</summary>
    private static Task<bool> IsTakenAsync(Work work, LegalEntityId entity, string provider, string reference) =>
        work.Db.Set<Refund>().AnyAsync(r => r.Provider == provider && r.ProviderReference == reference
            && (provider != LineBooks.Provider || r.LegalEntityId == entity), work.Ct);

    private static async Task<bool> IsForTwoAsync(Work work, Receipt receipt, long minor, RefundedBefore before)
    {
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        return RefundApproval.IsForTwo(
            CutOverDesk.Brought(receipt), minor, before.OfPaymentMinor, before.OfInvoiceMinor,
            rules.ManualLimit(receipt.Currency).Minor);
    }

    private static Task AskSecondAsync(Work work, CreditNote note, Refund refund) => work.NotifyAsync(
        RefundLifecycle.MayOf(RefundAction.Approve), note.LegalEntityId,
        $"A refund of {new Money(refund.AmountMinor, refund.Currency)} out of credit note {note.Number} waits for your decision.",
        $"/invoices/{note.InvoiceId}", work.Person.Id);

    private static Task<bool> PaysAsync(Work work, InvoiceId invoice, ReceiptId receipt) => work.Db.Set<Application>()
        .AnyAsync(a => a.InvoiceId == invoice && a.ReceiptId == receipt && a.ReversedAt == null, work.Ct);
}

/// <summary>Takes back a refund that the provider has not carried out; the credit is owed again.</summary>
[UseCase]
internal sealed class CancelRefund(CommandRunner runner)
{
    public Task<Outcome> RunAsync(RefundId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.RefundPayment, actor, work => CancelAsync(work, id, reason), ct);

    private static async Task<Outcome> CancelAsync(Work work, RefundId id, string reason)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (await work.SeenAsync<Refund>(r => r.Id == id) is not { } refund)
            return SharedRefusals.NotFound("refund");
        var note = await work.Db.Set<CreditNote>().SingleAsync(n => n.Id == refund.CreditNoteId, work.Ct);
        var cancelled = refund.Cancel(note, reason, work.Now);
        if (!cancelled.IsRefused)
            work.Audit("Cancelled refund", "invoice", refund.InvoiceId.Value, before: refund.ProviderReference, reason: reason);
        return cancelled;
    }
}
