using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Disputes;

/// <summary>How the loss of a dispute was booked, for a provider that says later that it is won.</summary>
internal sealed class BookedLoss(IReadOnlyList<JournalLine> lines)
{
    /// <summary>What came off the unapplied part of the payment.</summary>
    public long UnappliedMinor => lines.Where(line => line.Account == Account.UnappliedCash).Sum(line => line.AmountMinor);

    /// <summary>Null where the dispute was never lost.</summary>
    public static async Task<BookedLoss?> ReadAsync(Work work, DisputeCase dispute)
    {
        var lines = await (
            from line in work.Db.Set<JournalLine>().AsNoTracking()
            join entry in work.Db.Set<JournalEntry>() on line.EntryId equals entry.Id
            where entry.DisputeId == dispute.Id && entry.Family == EventFamily.DisputeLost
            orderby line.Number
            select line).ToListAsync(work.Ct);
        return lines.Count == 0 ? null : new BookedLoss(lines);
    }

    /// <summary>What each payee gets back, and where.</summary>
    public async Task<IReadOnlyList<PayeePart>> TakenBackAsync(Work work, Receipt receipt)
    {
        var debts = await DebtsAsync(work, receipt);
        var payees = lines.Where(line => line.PayeeId is not null).GroupBy(line => (line.PayeeId, line.InvoiceId));
        return [.. payees.SelectMany(group =>
        {
            var owed = group.Where(line => line.Account == Account.RecoverableFromPayees).Sum(line => line.AmountMinor);
            var debt = debts.GetValueOrDefault(group.Key);
            var back = LossTakenBack.Of(group.Sum(line => line.AmountMinor) - owed, owed, debt.Owing, debt.Repaid);
            var part = new PayeePart(group.Key.PayeeId!.Value, back.ForgivenMinor, group.Key.InvoiceId, receipt.Id,
                Account.RecoverableFromPayees);
            return new[] { part, part with { Minor = back.HeldMinor, Sits = CashFacts.Held(receipt) } };
        })];
    }

    private static async Task<Dictionary<(PayeeId?, InvoiceId?), (long Owing, long Repaid)>> DebtsAsync(
        Work work, Receipt receipt) =>
        await (
            from line in work.Db.Set<JournalLine>().AsNoTracking()
            join entry in work.Db.Set<JournalEntry>() on line.EntryId equals entry.Id
            where line.ReceiptId == receipt.Id && line.PayeeId != null && line.Account == Account.RecoverableFromPayees
            group new { line.AmountMinor, entry.Family } by new { line.PayeeId, line.InvoiceId } into one
            select new
            {
                one.Key.PayeeId, one.Key.InvoiceId, Owing = one.Sum(line => line.AmountMinor),
                Repaid = one.Sum(line => line.Family == EventFamily.RecoveredBySetOff
                    || line.Family == EventFamily.RecoveredByRepayment ? -line.AmountMinor : 0),
            }).ToDictionaryAsync(row => (row.PayeeId, row.InvoiceId), row => (row.Owing, row.Repaid), work.Ct);
}
