using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// A payment came back, by the payer's bank or by a refund at the provider. The event names the total so far, so that parts may
/// come in any order.
/// </summary>
[Part]
internal sealed class PaymentReturnedHandler(RefundOutcomes refunds, ReturnPayment payments) : IHandleProviderEvent
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
        var returned = await payments.BackAsync(work, receipt, back, Receipts.Source(work, happened), ReasonOf(happened));
        if (returned.IsRefused)
            return HandlerAnswer.GiveUp(returned.Refusal);
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

    private static ReturnReason ReasonOf(ProviderEvent happened) => happened.Kind == ProviderEventKind.PaymentReturned
        ? new ReturnReason("cash.payment-returned", "was returned by the payer's bank", happened.Reason ?? "no reason given")
        : new ReturnReason("cash.refunded-at-provider", "was refunded at the provider", happened.Reason ?? "no reason given");
}
