using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Tests.Simulation;

/// <summary>Holds the books against what the provider and the bank know.</summary>
internal sealed class MoneyJudge(Simulation world)
{
    private static readonly Account[] AtProvider =
        [Account.ProviderPending, Account.ProviderAvailable, Account.PayoutsInTransit, Account.FundsInDispute];

    /// <summary>P1: every entry balances, and so does the whole.</summary>
    public static async Task<IReadOnlyList<string>> P1Async(OpsDbContext db)
    {
        var off = await db.Set<JournalLine>().GroupBy(line => new { line.EntryId, line.Currency })
            .Where(entry => entry.Sum(line => line.AmountMinor) != 0).Select(entry => entry.Key.EntryId).ToListAsync();
        return [.. off.Select(entry => $"P1: entry {entry} does not balance")];
    }

    /// <summary>P2: what was on the accounts at a past instant is still what the lines of then come to.</summary>
    public async Task<IReadOnlyList<string>> P2Async(OpsDbContext db)
    {
        var booked = await db.Set<JournalEntry>().AsNoTracking().ToDictionaryAsync(entry => entry.Id, entry => entry.BookedAt);
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        return
        [
            .. world.Memory.Past.Where(past => !past.Balances.OrderBy(pair => pair.Key).SequenceEqual(
                OutsideActs.Balances(lines.Where(line => booked[line.EntryId] <= past.At)).OrderBy(pair => pair.Key)))
                .Select(past => $"P2: the balances at {past.At} are others now"),
        ];
    }

    /// <summary>P7: whatever came twice or was tried again, each payment and each payout has its effect once.</summary>
    public async Task<IReadOnlyList<string>> P7Async(OpsDbContext db)
    {
        var events = await db.Set<InboxEvent>().AsNoTracking().Select(row => row.EventId).ToListAsync();
        var known = events.ToHashSet(StringComparer.Ordinal);
        var receipts = await db.Set<Receipt>().AsNoTracking()
            .Select(receipt => new { receipt.ProviderReference, receipt.AmountMinor }).ToListAsync();
        return
        [
            .. world.Bank.Faults,
            .. world.Courier.Acknowledged.Except(known, StringComparer.Ordinal)
                .Select(id => $"P7: {id} was answered and is lost"),
            .. events.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => $"P7: {same.Key} is stored twice"),
            .. receipts.GroupBy(receipt => receipt.ProviderReference).Where(same => same.Count() > 1)
                .Select(same => $"P7: {same.Key} is taken {same.Count()} times"),
            .. receipts.Where(receipt => world.Payers.Payments[receipt.ProviderReference].AtProvider.AmountMinor
                != receipt.AmountMinor).Select(receipt => $"P7: {receipt.ProviderReference} is taken with {receipt.AmountMinor}"),
            .. await KeysAsync(db),
        ];
    }

    /// <summary>P7 at the end: our balance with the provider is what the provider says, and each payout is what the bank made of
    /// it.</summary>
    public async Task<IReadOnlyList<string>> SettledAsync(OpsDbContext db)
    {
        var ours = await db.Set<JournalLine>().Where(line => AtProvider.Contains(line.Account))
            .SumAsync(line => line.AmountMinor);
        var theirs = world.Payers.BalanceMinor
            - world.Bank.Taken.Values.Where(payout => payout.Fate == PayoutFate.Paid).Sum(payout => payout.Amount.Minor);
        var items = await db.Set<PayoutItem>().AsNoTracking().ToListAsync();
        return
        [
            .. ours == theirs ? Array.Empty<string>() : [$"P7: our balance with the provider is {theirs}, the books say {ours}"],
            .. items.Where(item => item.State != Expected(item))
                .Select(item => $"P7: payout {item.Key} is {item.State}, at the bank it is {Expected(item)}"),
        ];
    }

    /// <summary>What must have come to an end an hour after the last fault.</summary>
    public async Task<IReadOnlyList<string>> RestlessAsync(OpsDbContext db)
    {
        var open = await db.Set<InboxEvent>().AsNoTracking().Where(row => row.State != InboxState.Done
            && row.State != InboxState.Ignored).ToListAsync();
        var unsealed = await Features.Audit.SealAudit.Unsealed(db).CountAsync();
        return
        [
            .. open.Where(row => row.State != InboxState.DeadLetter || !world.Courier.Wrong.Contains(row.EventId))
                .Select(row => $"liveness: {row.Type} {row.EventId} is {row.State}: {row.LastError}"),
            .. unsealed == 0 ? Array.Empty<string>() : [$"liveness: {unsealed} audit rows are not sealed"],
            .. world.Courier.IsEmpty ? Array.Empty<string>() : ["liveness: letters are under way"],
        ];
    }

    private PayoutItemState Expected(PayoutItem item) => world.Bank.Taken.TryGetValue(item.Key, out var payout)
        ? payout.Fate switch
        {
            PayoutFate.Failed => PayoutItemState.Failed,
            PayoutFate.PaidThenReturned => PayoutItemState.Returned,
            _ => PayoutItemState.Paid,
        }
        : item.State is PayoutItemState.Ready or PayoutItemState.Cancelled ? item.State : PayoutItemState.Failed;

    private async Task<IEnumerable<string>> KeysAsync(OpsDbContext db)
    {
        var items = (await db.Set<PayoutItem>().AsNoTracking().ToListAsync()).ToDictionary(item => item.Key);
        return world.Bank.Taken.Values.Where(payout => items.GetValueOrDefault(payout.Key)?.AmountMinor != payout.Amount.Minor)
            .Select(payout => $"P7: the bank took {payout.Key} over {payout.Amount}, which is no payout of ours");
    }
}
