using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Puts what became of a payout into effect, from whichever side it is told: the item's state, the ledger, the pause of a payee
/// whose payout failed, the exception, the batch. What was told before, or came late, changes nothing.
/// </summary>
[Part]
internal sealed class PayoutMoves(JournalWriter journal, FailureDates failures)
{
    private const int WatchBusinessDays = 5;

    public static async Task<PayoutItem?> FindAsync(OpsDbContext db, string key, CancellationToken ct) =>
        await db.Set<PayoutItem>().Include(i => i.Sources).AsSplitQuery().SingleOrDefaultAsync(i => i.Key == key, ct);

    /// <summary>True where the item moved, false where this told nothing new.</summary>
    public async Task<Outcome<bool>> ApplyAsync(Work work, PayoutItem item, PayoutItemAction action, PayoutEventFact fact,
        string? eventId)
    {
        var before = item.State;
        var isAfterAll = PayoutItemLifecycle.IsAfterAll(before, action);
        if (isAfterAll)
            fact = await PaidAfterAll.TakeUpAsync(work, this, item, fact with
            {
                FailedAt = await failures.OfAsync(work, item, fact, isByProvider: eventId is not null),
            }, eventId);
        var watched = action == PayoutItemAction.Pay ? fact with { WatchUntil = WatchUntil(fact.OccurredAt) } : fact;
        var moved = item.Move(action, watched);
        if (moved.IsRefused || !moved.Value)
            return moved;
        var posted = await PostAsync(work, item, before, fact, eventId);
        if (posted.IsRefused)
            return posted.Refusal;
        if (posted.Value is { } entry)
            await OneCase.SettleAsync(work, CaseFact.OutcomeKnown, [ProviderAnswers.CaseOf(item.Id)], new CaseClosing(
                "The provider's answer was lost.", $"The payout is {item.State.ToString().ToLowerInvariant()}.", entry));
        if (isAfterAll && posted.Value is { } paid)
            await PaidAfterAll.EndFailureAsync(work, item, paid);
        work.Audit($"Payout {item.State.ToString().ToLowerInvariant()}", "payout", item.Id.Value, before.ToString(),
            item.State.ToString(),
            fact.FailureCode);
        if (item.State is PayoutItemState.Failed or PayoutItemState.Returned)
            await TroubleAsync(work, item);
        if (item.State == PayoutItemState.Paid)
            await RemittanceAdvice.SendAsync(work, item);
        await work.Db.SaveChangesAsync(work.Ct);
        await FollowAsync(work, item.BatchId);
        return true;
    }

    /// <summary>The key of the case of a payout that ended so.</summary>
    public static string CaseOf(PayoutItemId item, PayoutItemState ended) => $"payout:{item}:{ended}";

    /// <summary>How the reason of a payee's pause begins, where the payout is its reason.</summary>
    public static string PauseOf(PayoutItem item, PayoutItemState ended) => $"Payout {item.Reference} {Words(ended)}:";

    /// <summary>Pauses a payee because of the payout, where nothing else has.</summary>
    public static void Pause(Work work, Payee payee, PayoutItem item)
    {
        var reason = $"{PauseOf(item, item.State)} {FailureReasons.Of(item.FailureCode)}."
            + (FailureReasons.IsOfTheAccount(item.FailureCode) ? " Mend the bank details." : " Ask why before it is paid again.");
        if (payee.PausedReason is null && !payee.Pause(reason).IsRefused)
            work.Audit("Paused payee", "payee", payee.Id.Value, null, reason);
    }

    /// <summary>Lets a batch follow its items; read from the store, so that it works for batches of any size.</summary>
    public static async Task<bool> FollowAsync(Work work, BatchId id)
    {
        var batch = await work.Db.Set<PayoutBatch>().SingleAsync(b => b.Id == id, work.Ct);
        var isAllHandedOver = !await work.Db.Set<PayoutInstruction>()
            .AnyAsync(i => i.BatchId == id && i.State != InstructionState.Answered, work.Ct);
        var isAllFinal = !await work.Db.Set<PayoutItem>().AnyAsync(
            i => i.BatchId == id && i.State != PayoutItemState.Paid && i.State != PayoutItemState.Failed
                && i.State != PayoutItemState.Returned && i.State != PayoutItemState.Cancelled, work.Ct);
        var before = batch.State;
        if (BatchLifecycle.IsBeforeRelease(before) || !batch.FollowItems(isAllHandedOver, isAllFinal, work.Now))
            return false;
        work.Audit($"Batch {batch.State.ToString().ToLowerInvariant()}", Batches.Kind, id.Value, before.ToString(),
            batch.State.ToString());
        if (batch.State == BatchState.Settled)
            work.Notify(batch.MadeBy, $"{batch.Number} is settled: {(await EndAsync(work, id)).Ending}", Batches.Path(id));
        return true;
    }

    private static async Task<BatchWords> EndAsync(Work work, BatchId id)
    {
        var states = await work.Db.Set<PayoutItem>().Where(i => i.BatchId == id && i.ReleasedAt != null)
            .GroupBy(i => i.State).Select(items => new { items.Key, Count = items.Count() }).ToListAsync(work.Ct);
        return new BatchWords(BatchState.Settled, states.Sum(one => one.Count),
            states.Where(one => BatchWords.IsTroubled(one.Key, wasReleased: true)).Sum(one => one.Count));
    }

    /// <summary>The last entry, where there is something to post.</summary>
    private async Task<Outcome<EntryId?>> PostAsync(
        Work work, PayoutItem item, PayoutItemState before, PayoutEventFact fact, string? eventId)
    {
        var drafts = new List<EntryDraft>();
        foreach (var (family, key) in PayoutEffects.Of(item, before))
        {
            var takenBack = family == EventFamily.PayoutFailureTakenBack ? await PaidAfterAll.PartsAsync(work, item) : null;
            var occasion = new PostingOccasion(key, fact.OccurredAt)
            {
                EventId = eventId, ProviderReference = fact.ProviderReference, Cash = Account.ProviderAvailable,
                Memo = fact.FailureCode ?? item.State.ToString(), Parts = takenBack,
            };
            var draft = PayoutPosting.Draft(item, family, occasion, work.RequestId);
            if (draft.IsRefused)
                return draft.Refusal;
            drafts.Add(draft.Value);
            if (takenBack is not null)
                await PaidAfterAll.OpenCaseAsync(work, item, before, takenBack);
        }

        var postings = await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return postings.Count == 0 ? (EntryId?)null : postings[^1].EntryId;
    }

    private static async Task TroubleAsync(Work work, PayoutItem item)
    {
        var words = Words(item.State);
        var payee = await work.Db.Set<Payee>().SingleAsync(p => p.Id == item.PayeeId, work.Ct);
        var pauses = item.FailureCode != FailureReasons.NeverSent;
        if (pauses)
            Pause(work, payee, item);
        var returned = item.State == PayoutItemState.Returned;
        await work.OpenExceptionAsync(
            returned ? ExceptionType.ReturnedPayout : ExceptionType.PartialBatchFailure,
            returned ? "payouts.returned" : "payouts.failed",
            $"The payout to {item.PayeeName} {words}: {FailureReasons.Of(item.FailureCode)}. The money is owed again"
                + (pauses ? " and the payee is paused." : ". The payee is not paused: the next batch may pay it."),
            CaseOf(item.Id, item.State), new Money(item.AmountMinor, item.Currency),
            new ExceptionLinks
            {
                LegalEntityId = item.LegalEntityId, PayeeId = item.PayeeId, BatchId = item.BatchId, PayoutItemId = item.Id,
                ProviderReference = item.ProviderReference,
            });
    }

    private static string Words(PayoutItemState ended) => ended == PayoutItemState.Failed ? "failed" : "came back";

    private static Instant WatchUntil(Instant paidAt)
    {
        var at = paidAt;
        for (var left = WatchBusinessDays; left > 0;)
        {
            at += Duration.FromDays(1);
            if (at.InUtc().DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                left--;
        }
        return at;
    }
}
