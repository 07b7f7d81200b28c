using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Parties;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// A payout that counted as failed or stopped, whose money was given back to the payee, was paid after all. The money is taken
/// from where it sits now, and what is not there any more the payee owes; nothing more is released to the payee until a person
/// has looked into it.
/// </summary>
internal static class PaidAfterAll
{
    private static readonly ExceptionType[] Troubles = [ExceptionType.PartialBatchFailure, ExceptionType.ReturnedPayout];

    /// <summary>Holds the money and stops what has not left yet. It is booked no earlier than the failure that it takes
    /// back.</summary>
    public static async Task<PayoutEventFact> TakeUpAsync(
        Work work, PayoutMoves moves, PayoutItem item, PayoutEventFact fact, string? eventId)
    {
        if (fact.IsOlder || item.ReleasedAt is null)
            return fact;
        await HoldAsync(work, moves, item, eventId);
        return fact with { OccurredAt = Instant.Max(fact.OccurredAt, item.FinalAt ?? fact.OccurredAt) };
    }

    /// <summary>The first sign: the provider has what was stopped, or settled as never sent. Nothing is booked, for it may fail
    /// yet; but its money was given back, and would be paid a second time.</summary>
    public static async Task SuspectAsync(Work work, PayoutMoves moves, PayoutItem item, string? eventId)
    {
        await HoldAsync(work, moves, item, eventId);
        await work.OpenExceptionAsync(
            ExceptionType.PaidAfterFailure, "payouts.sent-after-stop",
            $"The provider has the payout {item.Reference} to {item.PayeeName}, which counted as "
                + $"{item.State.ToString().ToLowerInvariant()} and never sent. Ask the provider to stop it. Its money was given "
                + "back: nothing more is released to the payee until this is resolved.",
            $"payout-sent-after-all:{item.Id}", new Money(item.AmountMinor, item.Currency), LinksOf(item));
    }

    /// <summary>Where the money of the payout sits now; on 1250 what has left.</summary>
    public static async Task<IReadOnlyList<PayeePart>> PartsAsync(Work work, PayoutItem item)
    {
        var parts = new List<PayeePart>();
        foreach (var payment in item.Sources.GroupBy(source => source.ReceiptId!.Value))
        {
            var funds = (await ReceiptPositions.ReadAsync(work.Db, payment.Key, work.Ct)).Funds();
            parts.AddRange(payment.SelectMany(source => funds.Take(
                new PayeePart(item.PayeeId, source.AmountMinor, source.InvoiceId, payment.Key))));
        }

        return parts;
    }

    public static Task OpenCaseAsync(Work work, PayoutItem item, PayoutItemState before, IReadOnlyList<PayeePart> parts)
    {
        var owed = new Money(
            parts.Where(part => part.Sits == Account.RecoverableFromPayees).Sum(part => part.Minor), item.Currency);
        return work.OpenExceptionAsync(
            ExceptionType.PaidAfterFailure, "payouts.paid-after-failure",
            $"The payout {item.Reference} to {item.PayeeName} was paid after it counted as "
                + $"{before.ToString().ToLowerInvariant()}. "
                + (owed.Minor == 0 ? "Its money was still here and pays it."
                    : $"{owed} of its money is not here any more: the payee owes that.")
                + " Nothing more is released to the payee until this is resolved.",
            $"payout-after-all:{item.Id}", new Money(item.AmountMinor, item.Currency),
            LinksOf(item));
    }

    /// <summary>What the failure left behind is true no more: its case, and the pause of the payee. Where another payout of it is
    /// in trouble, that one is the reason from now on.</summary>
    public static async Task EndFailureAsync(Work work, PayoutItem item, EntryId entry)
    {
        var failure = PayoutMoves.CaseOf(item.Id, PayoutItemState.Failed);
        await OneCase.SettleAsync(work, CaseFact.PaidAfterAll, [failure], new CaseClosing(
            "The payout counted as failed.", "It was paid after all.", entry));
        var payee = await work.Db.Set<Payee>().SingleAsync(found => found.Id == item.PayeeId, work.Ct);
        if (payee.PausedReason is not { } reason
            || !reason.StartsWith(PayoutMoves.PauseOf(item, PayoutItemState.Failed), StringComparison.Ordinal)
            || payee.Resume().IsRefused)
            return;
        work.Audit(
            PayeeLookAlikes.Resumed, "payee", payee.Id.Value, reason, reason: $"Payout {item.Reference} was paid after all.");
        if (await OtherInTroubleAsync(work, item) is { } other)
            PayoutMoves.Pause(work, payee, other);
    }

    private static async Task HoldAsync(Work work, PayoutMoves moves, PayoutItem item, string? eventId)
    {
        await PositionLock.TakeAsync(work, item.Sources.Select(source => source.ReceiptId).OfType<ReceiptId>(), item.PayeeId);
        await new StopPayouts(moves).OfPayeeAsync(work, item.PayeeId, FailureReasons.UnderReview, eventId);
    }

    private static ExceptionLinks LinksOf(PayoutItem item) => new()
    {
        LegalEntityId = item.LegalEntityId, PayeeId = item.PayeeId, BatchId = item.BatchId, PayoutItemId = item.Id,
        ProviderReference = item.ProviderReference,
    };

    private static Task<PayoutItem?> OtherInTroubleAsync(Work work, PayoutItem item) => (
        from found in work.Db.Set<ExceptionCase>()
        join other in work.Db.Set<PayoutItem>() on found.PayoutItemId equals other.Id
        where other.PayeeId == item.PayeeId && other.Id != item.Id && other.FailureCode != FailureReasons.NeverSent
            && (other.State == PayoutItemState.Failed || other.State == PayoutItemState.Returned)
            && Troubles.Contains(found.Type) && found.State != ExceptionState.Resolved
        orderby other.FinalAt
        select other).AsNoTracking().FirstOrDefaultAsync(work.Ct);
}
