using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>When a payout failed, as the provider itself dates it. Its event may have come when the failure was known already
/// from elsewhere, and changed nothing then: it stands in the inbox all the same.</summary>
[Part]
internal sealed class FailureDates(IEnumerable<IProviderEventReader> readers)
{
    private static readonly InboxState[] WithoutEffect = [InboxState.DeadLetter, InboxState.Dismissed];

    /// <summary>The last date that the provider gave; null where it gave none, and of a payout that was stopped here.</summary>
    /// <param name="told">What is told now: it may be the first to say what the provider calls the payout.</param>
    /// <param name="isByProvider">Whether it is dated by the provider's clock as well. Beside another clock a failure is no later
    /// than we heard of it, however far the provider's is ahead.</param>
    public async Task<Instant?> OfAsync(Work work, PayoutItem item, PayoutEventFact told, bool isByProvider)
    {
        if (item.State != PayoutItemState.Failed)
            return null;
        var names = new[] { item.ProviderReference, told.ProviderReference }.OfType<string>().Distinct().ToList();
        var rows = await work.Db.Set<InboxEvent>().AsNoTracking()
            .Where(row => names.Contains(row.Reference) && !WithoutEffect.Contains(row.State)).ToListAsync(work.Ct);
        var dates = rows.Where(row => readers.ReadOrNull(row) is { Kind: ProviderEventKind.PayoutItemFailed } happened
                && happened.InstructionKey == item.Key)
            .Select(row => new Dated(row.OccurredAt, row.ReceivedAt));
        return dates.Append(await BookedAsync(work, item)).OfType<Dated>()
            .Select(date => (Instant?)(isByProvider ? date.At : Instant.Min(date.At, date.HeardAt))).Max();
    }

    private sealed record Dated(Instant At, Instant HeardAt);

    // What nobody dated takes effect at the moment in which it is booked; another time is the provider's own.
    private static Task<Dated?> BookedAsync(Work work, PayoutItem item)
    {
        var key = PostingKeys.PayoutFailed(item.Id);
        return work.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == item.LegalEntityId && entry.PostingKey == key
                && (entry.EventId != null || entry.EffectiveAt != entry.BookedAt))
            .Select(entry => new Dated(entry.EffectiveAt, entry.BookedAt)).SingleOrDefaultAsync(work.Ct);
    }
}
