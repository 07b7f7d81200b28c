using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Events.Handlers;

/// <summary>A payment under way or failed: nothing is posted; a failure is a case unless the payment has succeeded.</summary>
[Part]
internal sealed class PaymentAttemptHandler : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.PaymentProcessing, ProviderEventKind.PaymentFailed];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await Receipts.FindAsync(work, happened) is not null)
            return HandlerAnswer.Done("The payment has succeeded meanwhile.");
        var attempt = await work.Db.Set<PaymentAttempt>().SingleOrDefaultAsync(
            a => a.Provider == happened.Provider && a.Reference == happened.PaymentReference, work.Ct);
        if (attempt is null)
            work.Db.Add(new PaymentAttempt(happened.Provider, happened.PaymentReference, happened));
        else if (!attempt.Learn(happened))
            return HandlerAnswer.Done("Something later is known of this payment.");
        if (happened.Kind == ProviderEventKind.PaymentFailed)
            await OpenCaseAsync(work, happened);
        return HandlerAnswer.Done(happened.Kind == ProviderEventKind.PaymentFailed ? "The payment failed; nothing is posted." : "The payment is under way.");
    }

    private static Task OpenCaseAsync(Work work, ProviderEvent happened)
    {
        var amount = new Money(happened.AmountMinor, happened.Currency!.Value);
        return work.OpenExceptionAsync(
            ExceptionType.FailedCharge, "cash.payment-failed",
            $"A payment of {amount} by {Rails.Of(happened.Rail).Name} for {happened.InvoiceNumber ?? "no invoice"} failed: {happened.Reason ?? "no reason given"}.",
            $"payment-failed:{happened.Provider}:{happened.PaymentReference}", amount, new ExceptionLinks { ProviderReference = happened.PaymentReference });
    }
}
