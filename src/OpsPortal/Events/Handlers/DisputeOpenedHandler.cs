using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Disputes;

namespace OpsPortal.Events.Handlers;

/// <summary>
/// A payer objects to a payment: by a fraud warning of the card's issuer, by an inquiry, or by a formal dispute. Only the last
/// takes
/// the money: the payees' part that we still hold is kept back, and payouts that have not left are stopped.
/// </summary>
[Part]
internal sealed class DisputeOpenedHandler(DisputeBook book) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.DisputeOpened, ProviderEventKind.FraudWarning];

    private static HandlerAnswer KnownBefore => HandlerAnswer.Done("The dispute was known before.");

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await Receipts.FindAsync(work, happened) is not { } receipt)
            return Receipts.NotHere;
        var kind = KindOf(happened);
        var named = kind == DisputeKind.FraudWarning ? receipt.AmountMinor - receipt.ReturnedMinor : happened.AmountMinor;
        var amount = new Money(Math.Min(named, receipt.AmountMinor), receipt.Currency);
        if (await FindAsync(work, happened) is { } known)
            return kind == DisputeKind.Formal ? await EscalateAsync(work, happened, known, receipt, amount) : KnownBefore;
        if (kind == DisputeKind.FraudWarning && receipt.State == ReceiptState.Returned)
            return HandlerAnswer.Done("The payment had gone back before.");
        var dispute = new DisputeCase(
            new DisputeId(Guid.CreateVersion7()), receipt.Id, happened.Provider, happened.Reference, amount,
                Short(happened.Reason),
            happened.OccurredAt, happened.DueBy, kind);
        work.Db.Add(dispute);
        return await OpenAsync(work, happened, dispute, receipt);
    }

    public static Task<DisputeCase?> FindAsync(Work work, ProviderEvent happened) => work.Db.Set<DisputeCase>()
        .SingleOrDefaultAsync(
        dispute => dispute.Provider == happened.Provider && dispute.ProviderReference == happened.Reference, work.Ct);

    /// <summary>
    /// An inquiry became a formal dispute. Where the provider's decision of it came in before this, it was taken for the end of
    /// the inquiry: it is put into effect now.
    /// </summary>
    private async Task<HandlerAnswer> EscalateAsync(
        Work work, ProviderEvent happened, DisputeCase known, Receipt receipt, Money amount)
    {
        var isDecided = known is { State: DisputeState.Won or DisputeState.Lost, Outcome: null }
            && known.ClosedAt >= happened.OccurredAt;
        var (isWon, decidedAt) = (known.State == DisputeState.Won, known.ClosedAt);
        if (!known.Escalate(amount, happened.Reason, happened.DueBy, happened.OccurredAt))
            return KnownBefore;
        var opened = await OpenAsync(work, happened, known, receipt);
        if (!isDecided || !known.Close(isWon, decidedAt!.Value))
            return opened;
        await work.Db.SaveChangesAsync(work.Ct);
        await book.EndAsync(work, known, receipt, Receipts.Source(work, happened) with { At = decidedAt.Value });
        return HandlerAnswer.Done($"The dispute is {(isWon ? "won" : "lost")}: its decision came in first.");
    }

    private async Task<HandlerAnswer> OpenAsync(Work work, ProviderEvent happened, DisputeCase dispute, Receipt receipt)
    {
        await book.OpenAsync(work, dispute, receipt, Receipts.Source(work, happened));
        await OpenCaseAsync(work, dispute, receipt);
        return HandlerAnswer.Done($"{new Money(dispute.AmountMinor, dispute.Currency)}: {DisputeWords.Of(dispute.Kind)}.");
    }

    private static Task OpenCaseAsync(Work work, DisputeCase dispute, Receipt receipt)
    {
        var amount = new Money(dispute.AmountMinor, dispute.Currency);
        var isWarning = dispute.Kind == DisputeKind.FraudWarning;
        return work.OpenExceptionAsync(
            isWarning ? ExceptionType.EarlyFraudWarning : ExceptionType.Dispute,
            isWarning ? "cash.fraud-warning" : "cash.dispute-opened",
            $"{DisputeWords.Of(dispute.Kind)} over {amount}: {DisputeReasons.Of(dispute.Reason ?? "no reason given")}. "
                + (dispute.DueBy is { } due ? $"Due {DayWords.Of(due)}." : "No day to answer by is given."),
            DisputeCases.KeyOf(dispute.Id, dispute.Kind), amount,
            new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                ProviderReference = dispute.ProviderReference });
    }

    private static DisputeKind KindOf(ProviderEvent happened) =>
        happened.Kind == ProviderEventKind.FraudWarning ? DisputeKind.FraudWarning
        : happened.IsInquiry ? DisputeKind.PreDispute : DisputeKind.Formal;

    private static string? Short(string? reason) => reason is { Length: > 200 } ? reason[..200] : reason;
}
