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
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// A payment came back, by the payer's bank or by a refund at the provider. The event names the total so far, so that parts may
/// come in any order. What pays invoices is un-applied first, latest application first; what is left of it pays its invoice
/// again. A payout that holds the money and has not left is stopped before that; what has left is owed by the payee.
/// </summary>
[Part]
internal sealed class PaymentReturnedHandler(
    JournalWriter journal, RefundOutcomes refunds, InvoiceReopening reopening, StopPayouts payouts) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.PaymentReturned, ProviderEventKind.PaymentRefunded];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await Receipts.FindAsync(work, happened) is not { } receipt)
            return Receipts.NotHere;
        var ours = await OursAsync(work, receipt, happened);
        if (ours.IsRefused)
            return HandlerAnswer.GiveUp(ours.Refusal);
        var back = Math.Min(happened.AmountMinor, receipt.AmountMinor) - receipt.ReturnedMinor - ours.Value;
        if (back <= 0)
            return HandlerAnswer.Done("That much had come back before, or is a refund of ours.");
        var source = Receipts.Source(work, happened);
        var kept = await FreeAsync(work, receipt, back, source);
        var cash = CashFacts.Cash(receipt);
        var returned = receipt.Return(back);
        if (returned.IsRefused)
            return HandlerAnswer.GiveUp(returned.Refusal);
        await CashDesk.PostAsync(work, journal, CashFacts.Returned(receipt, back, cash, source));
        await DisputeBook.RefundedAsync(work, receipt, happened.OccurredAt);
        if (kept is { } rest)
            await KeepAsync(work, receipt, rest.Invoice, rest.Minor, source);
        await OpenCaseAsync(work, receipt, happened, back);
        return HandlerAnswer.Done($"{new Money(back, receipt.Currency)} went back to the payer.");
    }

    /// <summary>
    /// What of the total is refunds that we recorded. Pending ones that the total covers are paid by it, oldest first; one that
    /// failed later was still part of the total then.
    /// </summary>
    private async Task<Outcome<long>> OursAsync(Work work, Receipt receipt, ProviderEvent happened)
    {
        var recorded = await RefundOutcomes.OnPaymentAsync(work, receipt.Id);
        var known = recorded.Where(refund => refund.State == RefundState.Succeeded
            || (refund.State == RefundState.Failed && refund.EndedAt >= happened.OccurredAt)).Sum(refund => refund.AmountMinor);
        if (happened.Kind != ProviderEventKind.PaymentRefunded)
            return known;
        foreach (var refund in recorded.Where(refund => refund.State == RefundState.Pending))
        {
            if (known + refund.AmountMinor > happened.AmountMinor - receipt.ReturnedMinor)
                break;
            if ((await refunds.SucceedAsync(work, refund, happened)).Refusal is { } refusal)
                return refusal;
            known += refund.AmountMinor;
        }

        return known;
    }

    /// <summary>Un-applies until so much is free; gives back what was freed too much and for which invoice.</summary>
    private async Task<(Invoice Invoice, long Minor)?> FreeAsync(Work work, Receipt receipt, long needed, CashSource source)
    {
        if (receipt.UnappliedMinor >= needed)
            return null;
        await payouts.OfReceiptAsync(work, receipt.Id, source.EventId);
        var applications = await work.Db.Set<Application>().Where(a => a.ReceiptId == receipt.Id && a.ReversedAt == null)
            .OrderByDescending(a => a.AppliedAt).ThenByDescending(a => a.Id).ToListAsync(work.Ct);
        foreach (var application in applications)
        {
            var invoice = await work.Db.Set<Invoice>().SingleAsync(i => i.Id == application.InvoiceId, work.Ct);
            if (invoice.State is InvoiceState.Closed or InvoiceState.Uncollectible
                && (await reopening.ReopenAsync(work, invoice, "A payment of it came back.")).Refusal is { } stays)
                throw new InvalidOperationException(stays.Text);
            var undone = await CashDesk.UnapplyAsync(work, receipt, invoice, application, "The payment came back.", source);
            if (undone.IsRefused)
                throw new InvalidOperationException(undone.Refusal.Text);
            await CashDesk.PostAsync(work, journal, undone.Value);
            if (receipt.UnappliedMinor >= needed)
                return receipt.UnappliedMinor == needed ? null
                    : (invoice, Math.Min(receipt.UnappliedMinor - needed, application.AmountMinor));
        }

        return null;
    }

    private async Task KeepAsync(Work work, Receipt receipt, Invoice invoice, long minor, CashSource source)
    {
        var funding = await Funding.ReadAsync(work.Db, [invoice], work.Ct);
        var applied = CashDesk.Apply(
            work, receipt, invoice, Math.Min(minor, invoice.OpenMinor), funding, ApplicationRule.KeptAfterReturn,
            "Left after a part came back.", source);
        if (!applied.IsRefused)
            await CashDesk.PostAsync(work, journal, applied.Value);
    }

    private static Task OpenCaseAsync(Work work, Receipt receipt, ProviderEvent happened, long back)
    {
        var amount = new Money(back, receipt.Currency);
        var how = happened.Kind == ProviderEventKind.PaymentReturned ? "was returned by the payer's bank"
            : "was refunded at the provider";
        return work.OpenExceptionAsync(
            ExceptionType.ReturnOrReversal, happened.Kind == ProviderEventKind.PaymentReturned ? "cash.payment-returned"
                : "cash.refunded-at-provider",
            $"{amount} {how}: {happened.Reason ?? "no reason given"}.", $"returned:{receipt.Id}:{receipt.ReturnedMinor}", amount,
            new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                ProviderReference = receipt.ProviderReference });
    }
}
