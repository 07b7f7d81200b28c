using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Payouts;

/// <summary>The effects of a release: batch and items say so, the ledger moves every item from held to in flight, and an intent
/// to send stands for each.</summary>
[Part]
internal sealed class BatchRelease(JournalWriter journal)
{
    private static readonly string[] BatchParts =
        [nameof(PayoutBatch.State), nameof(PayoutBatch.TransmittedBy), nameof(PayoutBatch.TransmittedAt)];

    private static readonly string[] ItemParts =
    [
        nameof(PayoutItem.State), nameof(PayoutItem.LastEventAt), nameof(PayoutItem.ReleasedAt), nameof(PayoutItem.OpenLock),
    ];

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
        }

        await KeepAsync(work, batch, items);
        var paidOf = items.SelectMany(item => item.Sources).GroupBy(source => source.ContractId);
        var stages = paidOf.Select(paid => ContractStage.Record(
            Guid.CreateVersion7(), paid.Key, StageKind.PayoutDecided,
            $"Batch {batch.Number}, {new Money(paid.Sum(source => source.AmountMinor), batch.Currency)} released", work.Now));
        await BulkInsert.StreamAsync(work.Db, stages, work.Ct);
        await BulkInsert.StreamAsync(
            work.Db, items.Select(item => PayoutInstruction.Of(item, batch.Provider, work.Now)), work.Ct);
        await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return Outcome.Done;
    }

    private static async Task KeepAsync(Work work, PayoutBatch batch, IReadOnlyList<PayoutItem> items)
    {
        var written = await BulkRun.TogetherAsync(
            work.Db,
            [BulkUpdate.Unchanged(work.Db, [batch], BatchParts), BulkUpdate.Unchanged(work.Db, items, ItemParts)],
            work.Ct);
        BulkUpdate.ThrowIfLost([batch], written[0]);
        BulkUpdate.ThrowIfLost(items, written[1]);
    }
}
