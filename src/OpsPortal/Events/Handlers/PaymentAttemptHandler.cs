using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Contracts;

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
        await OnInvoiceAsync(work, happened);
        if (happened.Kind == ProviderEventKind.PaymentFailed)
            await OpenCaseAsync(work, happened);
        return HandlerAnswer.Done(happened.Kind == ProviderEventKind.PaymentFailed ? "The payment failed; nothing is posted."
            : "The payment is under way.");
    }

    /// <summary>The invoice shows what is on its way, with the day on which its rail usually brings it; a failure ends
    /// it.</summary>
    private static async Task OnInvoiceAsync(Work work, ProviderEvent happened)
    {
        var invoice = await work.Db.Set<Invoice>().AsNoTracking()
            .SingleOrDefaultAsync(i => i.Number == happened.InvoiceNumber, work.Ct);
        if (happened.InvoiceNumber is null || invoice is null)
            return;
        var running = await work.Db.Set<PaymentInProgress>().SingleOrDefaultAsync(
            p => p.Provider == happened.Provider && p.ProviderReference == happened.PaymentReference, work.Ct);
        if (happened.Kind == ProviderEventKind.PaymentFailed)
            running?.End(happened.OccurredAt);
        else
            await StartAsync(work, happened, invoice, running);
        var how = happened.Kind == ProviderEventKind.PaymentFailed ? "failed" : "under way";
        await ContractSteps.AttemptedAsync(
            work, invoice, happened.PaymentReference, $"{Rails.Of(happened.Rail).Name} {how}", happened.OccurredAt);
    }

    private static async Task StartAsync(Work work, ProviderEvent happened, Invoice invoice, PaymentInProgress? running)
    {
        var zone = await work.Db.Set<LegalEntity>().Where(e => e.Id == invoice.LegalEntityId).Select(e => e.Zone)
            .SingleAsync(work.Ct);
        var expectedOn = Rails.SettlesAt(happened.Rail, happened.OccurredAt, happened.Currency).DayIn(zone);
        var amount = new Money(happened.AmountMinor, happened.Currency!.Value);
        if (running is null)
            work.Db.Add(PaymentInProgress.Start(
                invoice, happened.Provider, happened.PaymentReference, Rails.Of(happened.Rail).Name, amount, expectedOn,
                    happened.OccurredAt));
        else
            running.Restart(happened.OccurredAt, expectedOn);
    }

    /// <summary>A collection of ours that failed is tried again by its schedule: only the end of that is a case.</summary>
    private static async Task OpenCaseAsync(Work work, ProviderEvent happened)
    {
        if (await work.Db.Set<DunningAttempt>().AnyAsync(
            a => a.Provider == happened.Provider && a.ProviderReference == happened.PaymentReference, work.Ct))
            return;
        var amount = new Money(happened.AmountMinor, happened.Currency!.Value);
        var invoice = await work.Db.Set<Invoice>().AsNoTracking()
            .SingleOrDefaultAsync(found => found.Number == happened.InvoiceNumber, work.Ct);
        await work.OpenExceptionAsync(
            ExceptionType.FailedCharge, "cash.payment-failed",
            $"A payment of {amount} by {Rails.Of(happened.Rail).Name} for {happened.InvoiceNumber ?? "no invoice"} failed: {
                FailureReasons.Of(happened.Reason)}.",
            $"payment-failed:{happened.Provider}:{happened.PaymentReference}", amount,
            new ExceptionLinks
            {
                LegalEntityId = invoice?.LegalEntityId, InvoiceId = invoice?.Id, ProviderReference = happened.PaymentReference,
            });
    }
}
