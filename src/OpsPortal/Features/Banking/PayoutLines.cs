using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Banking;

/// <summary>
/// Settles the payout that a bank line names, on the same path as the provider's event. Both say that the payout is paid (or came
/// back) and book that once; the line alone says that the cash moved at our bank, which moves it there from the provider's
/// balance. So both together come to the same entries in whatever order they arrive. A payout that failed on a later day than
/// the line's stays failed: only its cash is booked, until the line comes that brings it back.
/// </summary>
[Part]
internal sealed class PayoutLines(PayoutMoves moves, JournalWriter journal)
{
    public async Task<bool> BookAsync(Work work, BankLine line, LineVerdict verdict, Books books)
    {
        if (await PayoutMoves.FindAsync(work.Db, verdict.Reference!, work.Ct) is not { } item
            || item.State == PayoutItemState.Ready || await IsBookedAsync(work, item.Id, verdict.Class))
            return false;
        var isBack = verdict.Class == LineClass.PayoutReturned;
        var at = LinePosting.At(line, books, work.Now);
        var fact = new PayoutEventFact(at)
        {
            DayIn = books.ZoneOf(line.LegalEntityId),
            FailureCode = isBack ? FailureReasons.ReturnedByBank : null,
            FailureWords = isBack ? "Told by our bank's statement." : null,
        };
        var isFailedCash = isBack && item.State == PayoutItemState.Failed
            && await IsBookedAsync(work, item.Id, LineClass.PayoutLeaving);
        if (!isFailedCash && (await work.ApartAsync(() => moves.ApplyAsync(
                work, item, isBack ? PayoutItemAction.Return : PayoutItemAction.Pay, fact, null))).IsRefused)
            return false;
        var facts = LinePosting.Facts(line, at, work.RequestId);
        var draft = CashFacts.Draft(isBack ? EventFamily.PayoutBackAtBank : EventFamily.PayoutLeftBank, facts with
        {
            PostingKey = isBack ? PostingKeys.PayoutBackAtBank(item.Id) : PostingKeys.PayoutLeftBank(item.Id),
            Trace = facts.Trace with { BatchId = item.BatchId, PayoutItemId = item.Id },
        });
        var posting = (await journal.WriteAsync(work.Db, [draft], work.Now, work.Ct))[0];
        return !line.Book(verdict.Class, verdict.Rule, posting.EntryId, item.Id).IsRefused;
    }

    private static Task<bool> IsBookedAsync(Work work, PayoutItemId item, LineClass kind) => work.Db.Set<BankLine>()
        .AnyAsync(other => other.PayoutItemId == item && other.Class == kind, work.Ct);
}
