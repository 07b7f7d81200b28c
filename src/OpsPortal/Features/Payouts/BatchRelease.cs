using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Payouts;

/// <summary>The effects of a release: the ledger moves every item from held to in flight, and an intent to send stands for
/// each.</summary>
[Part]
internal sealed class BatchRelease(JournalWriter journal)
{
    public async Task<Outcome> PostAsync(Work work, PayoutBatch batch, IReadOnlyList<PayoutItem> items)
    {
        var drafts = new List<EntryDraft>(items.Count);
        foreach (var item in items)
        {
            var occasion = new PostingOccasion(PostingKeys.PayoutReleased(item.Id), work.Now) { Memo = $"Batch {batch.Number}" };
            var draft = PayoutPosting.Draft(item, EventFamily.PayoutReleased, occasion, work.RequestId);
            if (draft.IsRefused)
                return draft.Refusal;
            drafts.Add(draft.Value);
            work.Db.Add(PayoutInstruction.Of(item, batch.Provider, work.Now));
        }

        await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return Outcome.Done;
    }
}
