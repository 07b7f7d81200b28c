using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Disputes;

/// <summary>What a dispute does to the books: the one place for the provider's events and for the clock.</summary>
[Part]
internal sealed class DisputeBook(JournalWriter journal, StopPayouts payouts)
{
    private static readonly Account[] Held = [Account.HeldPending, Account.HeldSettled, Account.BlockedByCompliance];

    /// <summary>Payouts of the payment that have not left are stopped first, so that their money can be kept back too.</summary>
    public async Task OpenAsync(Work work, DisputeCase dispute, Receipt receipt, CashSource source)
    {
        await PositionLock.TakeAsync(work, [receipt.Id]);
        await payouts.OfReceiptAsync(work, receipt.Id, source.EventId);
        if (!dispute.HoldsMoney)
            return;
        var held = (await ReceiptPositions.ReadAsync(work.Db, receipt.Id, work.Ct)).In(Account.HeldPending, Account.HeldSettled);
        var collected = receipt.AppliedHereMinor - await DisputedCash.CreditedAsync(work, receipt);
        dispute.Take(receipt);
        var kept = dispute.KeptBack(collected, [.. held.Select(row => row.Minor)]);
        List<PayeePart> parts = [.. held
            .Select((row, i) => new PayeePart(row.PayeeId, kept[i], row.InvoiceId, receipt.Id, row.Account))
            .Where(part => part.Minor > 0)];
        await PostAsync(work, EventFamily.DisputeOpened, dispute, receipt, 0, parts, source);
    }

    /// <summary>It has ended, by the provider's word or by the clock: its case hears of it, and money that was taken comes back
    /// or is lost.</summary>
    public async Task EndAsync(Work work, DisputeCase dispute, Receipt receipt, CashSource source)
    {
        await DisputeCases.TellAsync(work, dispute);
        if (dispute.HoldsMoney)
            await BookAsync(work, dispute, receipt, source);
        await DisputeCases.SettleAsync(work, dispute);
    }

    private async Task BookAsync(Work work, DisputeCase dispute, Receipt receipt, CashSource source)
    {
        await PositionLock.TakeAsync(work, [receipt.Id]);
        if (dispute.State == DisputeState.Won)
            await WinAsync(work, dispute, receipt, source);
        else
            await LoseAsync(work, dispute, receipt, source);
    }

    private async Task WinAsync(Work work, DisputeCase dispute, Receipt receipt, CashSource source)
    {
        if (await BookedLoss.ReadAsync(work, dispute) is { } loss)
        {
            receipt.WinAfterLoss(dispute.AmountMinor, loss.UnappliedMinor);
            await PostAsync(work, EventFamily.DisputeWonAfterLoss, dispute, receipt, loss.UnappliedMinor,
                await loss.TakenBackAsync(work, receipt), source);
            return;
        }

        receipt.WinDispute(dispute.AmountMinor);
        var sits = CashFacts.Held(receipt);
        List<PayeePart> parts = [.. (await KeptBackAsync(work, dispute)).Select(part => part with { Sits = sits })];
        await PostAsync(work, EventFamily.DisputeWon, dispute, receipt, 0, parts, source);
    }

    private async Task LoseAsync(Work work, DisputeCase dispute, Receipt receipt, CashSource source)
    {
        var kept = await KeptBackAsync(work, dispute);
        var held = (await ReceiptPositions.ReadAsync(work.Db, receipt.Id, work.Ct)).In(Held);
        var funded = await FundedParts.NotLostAsync(work.Db, receipt.Id, work.Ct);
        var collected = receipt.AppliedNotLostMinor - await DisputedCash.CreditedAsync(work, receipt);
        var losses = DisputeLoss.Of(dispute, collected, [.. funded.Select(part => (
            part.Minor,
            kept.Where(row => Same(row.PayeeId, row.InvoiceId, part)).Sum(row => row.Minor),
            held.Where(row => Same(row.PayeeId, row.InvoiceId, part)).Sum(row => row.Minor)))]);
        List<PayeePart> parts = [.. funded.SelectMany((part, i) => Taken(part, losses[i], held))];
        await PostAsync(work, EventFamily.DisputeLost, dispute, receipt, dispute.Lose(receipt), parts, source);
    }

    /// <summary>The payment went back, by itself or by refunds: warnings and inquiries about it are over.</summary>
    public static async Task RefundedAsync(Work work, Receipt receipt, Instant at)
    {
        var warnings = await work.Db.Set<DisputeCase>()
            .Where(found => found.ReceiptId == receipt.Id && found.Kind != DisputeKind.Formal).ToListAsync(work.Ct);
        if (warnings.Count == 0)
            return;
        var refunded = await work.Db.Set<Refund>()
            .Where(refund => refund.ReceiptId == receipt.Id && refund.State == RefundState.Succeeded)
            .SumAsync(refund => refund.AmountMinor, work.Ct);
        foreach (var dispute in warnings)
        {
            if (receipt.ReturnedMinor + refunded < dispute.AmountMinor || !dispute.Refunded(at))
                continue;
            work.Audit("Refunded before dispute", "dispute", dispute.Id.Value, after: dispute.State.ToString());
            await DisputeCases.TellAsync(work, dispute);
            await DisputeCases.SettleAsync(work, dispute);
        }
    }

    /// <param name="unapplied">What of it comes off the unapplied part of the payment.</param>
    private Task PostAsync(
        Work work, EventFamily step, DisputeCase dispute, Receipt receipt, long unapplied, IReadOnlyList<PayeePart> parts,
        CashSource source) =>
        CashDesk.PostAsync(work, journal, CashFacts.Dispute(step, receipt, dispute, unapplied, parts, source));

    private static bool Same(PayeeId? payee, InvoiceId? invoice, PayeePart part) =>
        payee == part.PayeeId && invoice == part.InvoiceId;

    private static IEnumerable<PayeePart> Taken(PayeePart part, DisputeLoss loss, IReadOnlyList<ReceiptPosition> held)
    {
        yield return part with { Minor = loss.KeptBackMinor, Sits = Account.RiskReserves };
        var left = loss.HeldMinor;
        foreach (var row in held.Where(row => Same(row.PayeeId, row.InvoiceId, part)))
        {
            var taken = Math.Min(left, row.Minor);
            left -= taken;
            yield return part with { Minor = taken, Sits = row.Account };
        }

        yield return part with { Minor = loss.OwedMinor, Sits = Account.RecoverableFromPayees };
    }

    /// <summary>What the opening of this dispute put aside, as far as it is still there: the payment may have been un-applied
    /// meanwhile.</summary>
    private static async Task<List<PayeePart>> KeptBackAsync(Work work, DisputeCase dispute)
    {
        var lines = await (
            from line in work.Db.Set<JournalLine>().AsNoTracking()
            join entry in work.Db.Set<JournalEntry>() on line.EntryId equals entry.Id
            where entry.DisputeId == dispute.Id && entry.Family == EventFamily.DisputeOpened
                && line.Account == Account.RiskReserves
            orderby line.Number
            select new { line.PayeeId, line.InvoiceId, line.ReceiptId, line.AmountMinor }).ToListAsync(work.Ct);
        var reserved = (await ReceiptPositions.ReadAsync(work.Db, dispute.ReceiptId, work.Ct)).In(Account.RiskReserves);
        return [.. lines.GroupBy(line => (line.PayeeId, line.InvoiceId, line.ReceiptId))
            .Select(group => new PayeePart(
                group.Key.PayeeId!.Value,
                Math.Min(-group.Sum(line => line.AmountMinor), reserved
                    .Where(row => (row.PayeeId, row.InvoiceId) == (group.Key.PayeeId, group.Key.InvoiceId))
                        .Sum(row => row.Minor)),
                group.Key.InvoiceId, group.Key.ReceiptId))
            .Where(part => part.Minor > 0)];
    }
}
