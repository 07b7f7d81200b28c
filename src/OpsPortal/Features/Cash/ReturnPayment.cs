using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash.Repayments;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Cash;

/// <summary>Who says that a payment went back, for its case.</summary>
/// <param name="Code">The reason code of the case.</param>
/// <param name="How">What happened, to follow the amount.</param>
/// <param name="Why">The reason that was given.</param>
internal sealed record ReturnReason(string Code, string How, string Why);

/// <summary>
/// Gives a part of a payment back to the payer. What repaid a payee's debt is taken back first, and the payee owes it again; then
/// what pays invoices is un-applied, latest application first; what is left of it pays its invoice again. A payout that holds the
/// money and has not left is stopped before that; what has left is owed by the payee.
/// </summary>
[Part]
internal sealed class ReturnPayment(JournalWriter journal, InvoiceReopening reopening, StopPayouts payouts)
{
    /// <summary>The entry by which the cash went. Refused, nothing of it may be kept: parts may be posted already.</summary>
    public async Task<Outcome<EntryId>> BackAsync(
        Work work, Receipt receipt, long back, CashSource source, ReturnReason reason)
    {
        if (receipt.WhyNotReturn(back) is { } gone)
            return gone;
        await PositionLock.OfPaymentAsync(work, receipt.Id);
        var ended = await UncoveredRefunds.EndAsync(work, receipt, back, source.At);
        var freed = await FreeAsync(work, receipt, back, source);
        if (freed.IsRefused)
            return freed.Refusal;
        var cash = await CashPlace.OfAsync(work, receipt);
        var returned = receipt.Return(back);
        if (returned.IsRefused)
            return returned.Refusal;
        var draft = CashFacts.Returned(receipt, back, cash, source);
        await CashDesk.PostAsync(work, journal, draft);
        await DisputeBook.RefundedAsync(work, receipt, source.At);
        if (freed.Value is { } rest)
            await KeepAsync(work, receipt, rest.Invoice, rest.Minor, source);
        await OpenCaseAsync(work, receipt, back, reason, ended);
        return await work.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == receipt.LegalEntityId
            && entry.PostingKey == draft.PostingKey).Select(entry => entry.Id).SingleAsync(work.Ct);
    }

    /// <summary>Un-applies until so much is free; gives back what was freed too much and for which invoice.</summary>
    private async Task<Outcome<(Invoice Invoice, long Minor)?>> FreeAsync(
        Work work, Receipt receipt, long needed, CashSource source)
    {
        await RepaymentDesk.FreeAsync(work, journal, receipt, needed, source);
        if (receipt.UnappliedMinor >= needed)
            return Nothing();
        await payouts.OfReceiptAsync(work, receipt.Id, source.EventId);
        var applications = await work.Db.Set<Application>().Where(a => a.ReceiptId == receipt.Id && a.ReversedAt == null)
            .OrderByDescending(a => a.AppliedAt).ThenByDescending(a => a.Id).ToListAsync(work.Ct);
        foreach (var application in applications)
        {
            var invoice = await work.Db.Set<Invoice>().SingleAsync(i => i.Id == application.InvoiceId, work.Ct);
            if (await CashDesk.IsRefundedAsync(work, invoice))
                continue;
            if (invoice.State is InvoiceState.Closed or InvoiceState.Uncollectible
                && (await reopening.ReopenAsync(work, invoice, "A payment of it came back.")).Refusal is { } stays)
                return stays;
            var undone = await CashDesk.UnapplyAsync(work, receipt, invoice, application, "The payment came back.", source);
            if (undone.IsRefused)
                return undone.Refusal;
            await CashDesk.PostAsync(work, journal, undone.Value);
            if (receipt.UnappliedMinor >= needed)
                return receipt.UnappliedMinor == needed ? Nothing()
                    : (invoice, Math.Min(receipt.UnappliedMinor - needed, application.AmountMinor));
        }

        return Nothing();
    }

    private static (Invoice Invoice, long Minor)? Nothing() => null;

    private async Task KeepAsync(Work work, Receipt receipt, Invoice invoice, long minor, CashSource source)
    {
        var funding = await Funding.ReadAsync(work.Db, [invoice], work.Ct);
        var applied = CashDesk.Apply(
            work, receipt, invoice, Math.Min(minor, invoice.OpenMinor), funding, ApplicationRule.KeptAfterReturn,
            "Left after a part came back.", source);
        if (!applied.IsRefused)
            await CashDesk.PostAsync(work, journal, applied.Value);
    }

    private static Task OpenCaseAsync(Work work, Receipt receipt, long back, ReturnReason reason, IReadOnlyList<Refund> ended)
    {
        var amount = new Money(back, receipt.Currency);
        return work.OpenExceptionAsync(
            ExceptionType.ReturnOrReversal, reason.Code, $"{amount} {reason.How}: {reason.Why}.{UncoveredRefunds.Words(ended)}",
            $"returned:{receipt.Id}:{receipt.ReturnedMinor}", amount,
            new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                ProviderReference = receipt.Reference });
    }
}
