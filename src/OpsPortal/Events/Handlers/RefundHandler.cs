using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// How a refund of ours ended at the provider. One that failed gives the credit back and opens a case. One that was made at the
/// provider itself is booked by the payment's total; what tells of it alone does nothing more.
/// </summary>
[Part]
internal sealed class RefundHandler(RefundOutcomes outcomes) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.RefundSucceeded, ProviderEventKind.RefundFailed];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        var refund = await work.Db.Set<Refund>().SingleOrDefaultAsync(
            found => found.Provider == happened.Provider && found.ProviderReference == happened.Reference, work.Ct);
        if (refund is null)
            return await OfTheProviderAsync(work, happened);
        return happened.Kind == ProviderEventKind.RefundSucceeded
            ? await SucceedAsync(work, refund, happened)
            : await FailAsync(work, refund, happened);
    }

    // Only a refund that was paid: one that failed gives money back, which the payment's total does not tell.
    private static async Task<HandlerAnswer> OfTheProviderAsync(Work work, ProviderEvent happened) =>
        happened.Kind == ProviderEventKind.RefundSucceeded && await Receipts.FindAsync(work, happened) is { } receipt
            && receipt.HasReturned(happened.AmountMinor, happened.Currency)
            ? HandlerAnswer.Done("A refund made at the provider: told by the payment's total.")
            : HandlerAnswer.Wait("No refund of that reference is recorded yet.");

    private async Task<HandlerAnswer> SucceedAsync(Work work, Refund refund, ProviderEvent happened)
    {
        if (refund.State == RefundState.Succeeded
            || (refund.State == RefundState.Failed && refund.EndedAt >= happened.OccurredAt))
            return HandlerAnswer.Done("Something as new is known of this refund.");
        var moved = await outcomes.SucceedAsync(work, refund, happened);
        return moved.IsRefused ? HandlerAnswer.GiveUp(moved.Refusal) : HandlerAnswer.Done("The refund is paid.");
    }

    private async Task<HandlerAnswer> FailAsync(Work work, Refund refund, ProviderEvent happened)
    {
        if (refund.State is RefundState.Failed or RefundState.Cancelled)
            return HandlerAnswer.Done("The refund had ended before.");
        var moved = await outcomes.FailAsync(work, refund, happened);
        return moved.IsRefused ? HandlerAnswer.GiveUp(moved.Refusal)
            : HandlerAnswer.Done("The refund failed; the credit is owed again.");
    }
}

/// <summary>Puts the outcome of a refund into effect, whichever event tells of it.</summary>
[Part]
internal sealed class RefundOutcomes(JournalWriter journal)
{
    /// <summary>Refunds on a payment whose money the provider counts as refunded at that time.</summary>
    public static Task<List<Refund>> OnPaymentAsync(Work work, ReceiptId receipt) => work.Db.Set<Refund>()
        .Where(refund => refund.ReceiptId == receipt).OrderBy(refund => refund.RequestedAt).ToListAsync(work.Ct);

    // A provider refunds from what is available, however new the payment is.
    public async Task<Outcome> SucceedAsync(Work work, Refund refund, ProviderEvent happened) =>
        (await SucceedAsync(work, refund, new CashPlace(Account.ProviderAvailable), happened.OccurredAt, happened.EventId))
            .WithoutValue();

    /// <summary>The entry by which the cash went, from where it stood.</summary>
    public async Task<Outcome<EntryId>> SucceedAsync(Work work, Refund refund, CashPlace cash, Instant at, string? eventId)
    {
        var moved = refund.Succeed(at);
        if (moved.IsRefused)
            return moved.Refusal;
        var posted = await PostAsync(work, refund, EventFamily.RefundPaid, cash, eventId);
        if (posted.IsRefused)
            return posted;
        await DisputeBook.RefundedAsync(work, await PaymentAsync(work, refund), at);
        await SettleAsync(work, refund, posted.Value);
        return posted;
    }

    /// <summary>Nothing of the credit note is owed any more: refunds of it that failed before are made good.</summary>
    private static async Task SettleAsync(Work work, Refund refund, EntryId entry)
    {
        var note = await work.Db.Set<CreditNote>().SingleAsync(found => found.Id == refund.CreditNoteId, work.Ct);
        var others = await work.Db.Set<Refund>().AsNoTracking()
            .Where(found => found.CreditNoteId == note.Id && found.Id != refund.Id).ToListAsync(work.Ct);
        if (note.RefundableMinor > 0 || others.Exists(other => other.IsUnderWay))
            return;
        await OneCase.SettleAsync(work, CaseFact.CreditRefunded,
            [.. others.Where(other => other.State == RefundState.Failed).Select(other => CaseOf(other.Id))],
            new CaseClosing("A refund failed.", $"Credit note {note.Number} is refunded.", entry));
    }

    private static string CaseOf(RefundId refund) => $"refund-failed:{refund}";

    public async Task<Outcome> FailAsync(Work work, Refund refund, ProviderEvent happened)
    {
        var wasPaid = refund.State == RefundState.Succeeded;
        var failed = await FailAsync(work, refund, happened.Reason ?? FailureReasons.NotGiven, happened.OccurredAt);
        return failed.IsRefused || !wasPaid ? failed : (await PostAsync(
            work, refund, EventFamily.RefundFailed, new CashPlace(Account.ProviderAvailable), happened.EventId)).WithoutValue();
    }

    /// <summary>Our bank's line says that it came back: the entry by which the cash is there again.</summary>
    public async Task<Outcome<EntryId>> ComeBackAsync(Work work, Refund refund, CashPlace cash, Instant at)
    {
        var failed = await FailAsync(work, refund, FailureReasons.ReturnedByBank, Instant.Max(at, refund.EndedAt ?? at));
        return failed.IsRefused ? failed.Refusal : await PostAsync(work, refund, EventFamily.RefundFailed, cash, null);
    }

    private static async Task<Outcome> FailAsync(Work work, Refund refund, string reason, Instant at)
    {
        var note = await work.Db.Set<CreditNote>().SingleAsync(found => found.Id == refund.CreditNoteId, work.Ct);
        var moved = refund.Fail(note, reason, at);
        if (moved.IsRefused)
            return moved;
        var amount = new Money(refund.AmountMinor, refund.Currency);
        await work.OpenExceptionAsync(
            ExceptionType.FailedRefund, "invoicing.refund-failed",
            $"A refund of {amount} out of credit note {note.Number} failed: {FailureReasons.Of(refund.FailureReason)}. "
                + "The buyer is owed it again.",
            CaseOf(refund.Id), amount, new ExceptionLinks
            {
                LegalEntityId = refund.LegalEntityId, InvoiceId = refund.InvoiceId, ReceiptId = refund.ReceiptId,
                ProviderReference = refund.ProviderReference,
            });
        return Outcome.Done;
    }

    private async Task<Outcome<EntryId>> PostAsync(
        Work work, Refund refund, EventFamily step, CashPlace cash, string? eventId)
    {
        var invoice = await work.Db.Set<Invoice>().SingleAsync(found => found.Id == refund.InvoiceId, work.Ct);
        await work.Db.SaveChangesAsync(work.Ct);
        var posted = await journal.PostAsync(work, EndingFacts.Refunded(work, invoice, refund, step, cash, eventId));
        return posted.IsRefused ? posted.Refusal : posted.Value.EntryId;
    }

    private static Task<Receipt> PaymentAsync(Work work, Refund refund) =>
        work.Db.Set<Receipt>().SingleAsync(found => found.Id == refund.ReceiptId, work.Ct);
}
