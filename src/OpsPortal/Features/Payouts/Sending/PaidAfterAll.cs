using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// A payout that counted as failed or stopped, whose money was given back to the payee, was paid after all. The money is taken
/// from where it sits now, and what is not there any more the payee owes; nothing more is released to the payee until a person
/// has looked into it.
/// </summary>
internal static class PaidAfterAll
{
    /// <summary>Holds the money and stops what has not left yet. It is booked no earlier than the failure that it takes
    /// back.</summary>
    public static async Task<PayoutEventFact> TakeUpAsync(
        Work work, PayoutMoves moves, PayoutItem item, PayoutEventFact told, string? eventId)
    {
        // A statement's line names a day and no time: only a provider's events say which of two came last.
        var fact = eventId is null ? told : told with { FailedAt = await FailedAtAsync(work, item) };
        if (fact.IsOlder || item.ReleasedAt is null)
            return fact;
        await PositionLock.TakeAsync(work, item.Sources.Select(source => source.ReceiptId).OfType<ReceiptId>(), item.PayeeId);
        await new StopPayouts(moves).OfPayeeAsync(work, item.LegalEntityId, item.PayeeId, eventId);
        return fact with { OccurredAt = Instant.Max(fact.OccurredAt, item.FinalAt ?? fact.OccurredAt) };
    }

    /// <summary>Where the money of the payout sits now; on 1250 what has left.</summary>
    public static async Task<IReadOnlyList<PayeePart>> PartsAsync(Work work, PayoutItem item)
    {
        var parts = new List<PayeePart>();
        foreach (var payment in item.Sources.GroupBy(source => source.ReceiptId!.Value))
        {
            var positions = await ReceiptPositions.ReadAsync(work.Db, payment.Key, work.Ct);
            parts.AddRange(payment.SelectMany(source =>
                positions.Take(item.PayeeId, source.InvoiceId, payment.Key, source.AmountMinor)));
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
            new ExceptionLinks
            {
                LegalEntityId = item.LegalEntityId, PayeeId = item.PayeeId, BatchId = item.BatchId, PayoutItemId = item.Id,
                ProviderReference = item.ProviderReference,
            });
    }

    /// <summary>When the provider's own event of the failure says that it happened; null where somebody else concluded
    /// it.</summary>
    private static Task<Instant?> FailedAtAsync(Work work, PayoutItem item)
    {
        var key = PostingKeys.PayoutFailed(item.Id);
        return work.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == item.LegalEntityId && entry.PostingKey == key
                && entry.EventId != null && item.State == PayoutItemState.Failed)
            .Select(entry => (Instant?)entry.EffectiveAt).SingleOrDefaultAsync(work.Ct);
    }
}
