using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Debts;

namespace OpsPortal.Features.Cash.Repayments;

/// <summary>Uses receipts for what payees owe us and takes that back, with the entries that follow. The one place for people and
/// returns.</summary>
internal static class RepaymentDesk
{
    private const string CameBack = "The payment came back.";

    /// <summary>What such a repayment would meet, oldest invoice first.</summary>
    /// <param name="minor">Null for as much as fits.</param>
    public static async Task<Outcome<Repayment>> JudgeAsync(Work work, Receipt receipt, Payee payee, long? minor)
    {
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        var owed = await PayeeClaims.OwedAsync(work.Db, payee, receipt.Currency, work.Ct);
        return Repayment.Of(
            receipt, payee.LegalEntityId, minor ?? Math.Min(receipt.FreeMinor, owed.Sum(part => part.Minor)), owed);
    }

    /// <summary>Repays what the payee owes now, all or nothing.</summary>
    public static async Task<Outcome> RepayAsync(
        Work work, JournalWriter journal, Receipt receipt, PayeeId payeeId, long minor, RepaymentId id, string reason)
    {
        var payee = await work.Db.Set<Payee>().SingleAsync(one => one.Id == payeeId, work.Ct);
        var judged = await JudgeAsync(work, receipt, payee, minor);
        return judged.IsRefused ? judged.Refusal : await PostAsync(work, journal, receipt, payee, judged.Value, id, reason);
    }

    public static async Task<Outcome> PostAsync(
        Work work, JournalWriter journal, Receipt receipt, Payee payee, Repayment repayment, RepaymentId id, string reason)
    {
        var used = receipt.Apply(repayment.Amount.Minor);
        if (used.IsRefused)
            return used;
        work.Audit("Repaid debt", "payee", payee.Id.Value, after: $"{repayment.Amount} from {receipt.Reference}",
            reason: reason);
        work.Audit("Repaid debt", "receipt", receipt.Id.Value, after: $"{payee.Name}: {repayment.Amount}", reason: reason);
        await CashDesk.PostAsync(work, journal, CashFacts.Repaid(
            receipt, repayment, id, reason, new CashSource(null, work.RequestId, work.Now)));
        return Outcome.Done;
    }

    /// <summary>Takes repayments of the receipt back, latest first, until so much is free or none is left.</summary>
    public static async Task FreeAsync(Work work, JournalWriter journal, Receipt receipt, long needed, CashSource source)
    {
        if (receipt.UnappliedMinor >= needed)
            return;
        foreach (var entry in await Standing(work.Db, receipt.Id).Include(entry => entry.Lines)
            .OrderByDescending(entry => entry.BookedAt).ThenByDescending(entry => entry.Id).ToListAsync(work.Ct))
        {
            if (receipt.UnappliedMinor >= needed)
                return;
            if ((await TakeBackAsync(work, journal, receipt, entry, CameBack, source)).Refusal is { } refusal)
                throw new RefusedException(refusal);
        }
    }

    /// <summary>The payee owes it again, on the invoices and payments as before, and the cash is unapplied.</summary>
    public static async Task<Outcome> TakeBackAsync(
        Work work, JournalWriter journal, Receipt receipt, JournalEntry entry, string reason, CashSource source)
    {
        var amount = AmountOf(entry);
        var given = receipt.Unapply(amount.Minor);
        if (given.IsRefused)
            return given;
        var draft = Reversal.Of(entry, source.At, reason, source.RequestId);
        if (draft.IsRefused)
            return draft.Refusal;
        var debts = entry.Lines.Where(line => line.PayeeId is not null)
            .Select(line => new PayeePart(line.PayeeId!.Value, -line.AmountMinor, line.InvoiceId, line.ReceiptId)).ToList();
        var owing = debts[0].PayeeId;
        var payee = await work.Db.Set<Payee>().SingleAsync(one => one.Id == owing, work.Ct);
        await PayeeClaims.HoldAsync(work, payee, debts);
        work.Audit("Took repayment back", "payee", payee.Id.Value, before: $"{amount} from {receipt.Reference}", reason: reason);
        work.Audit("Took repayment back", "receipt", receipt.Id.Value, before: $"{payee.Name}: {amount}", reason: reason);
        await CashDesk.PostAsync(
            work, journal, draft.Value with { Trace = draft.Value.Trace with { EventId = source.EventId } });
        return Outcome.Done;
    }

    /// <summary>The entries of the receipt's repayments that were not taken back.</summary>
    public static IQueryable<JournalEntry> Standing(OpsDbContext db, ReceiptId receipt)
    {
        ReceiptId? id = receipt;
        return db.Set<JournalEntry>().AsNoTracking().Where(entry => entry.ReceiptId == id
            && entry.Family == EventFamily.RecoveredByRepayment && entry.ReversalOf == null
            && !db.Set<JournalEntry>().Any(back => back.ReversalOf == entry.Id));
    }

    public static Money AmountOf(JournalEntry entry) => new(
        entry.Lines.Where(line => line.Account == Account.UnappliedCash).Sum(line => line.AmountMinor),
        entry.Lines[0].Currency);
}
