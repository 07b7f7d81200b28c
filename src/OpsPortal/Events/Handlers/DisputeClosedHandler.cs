using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>A dispute is decided: what was kept back goes back to held funds, or is lost.</summary>
[Part]
internal sealed class DisputeClosedHandler(JournalWriter journal) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.DisputeClosed];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await DisputeOpenedHandler.FindAsync(work, happened) is not { } dispute)
            return HandlerAnswer.Wait("Its dispute has not come in yet.");
        var receipt = await work.Db.Set<Receipt>().SingleAsync(r => r.Id == dispute.ReceiptId, work.Ct);
        if (!dispute.Close(happened.Won, happened.OccurredAt))
            return HandlerAnswer.Done("The dispute was closed before.");
        var kept = await KeptBackAsync(work, dispute);
        var step = happened.Won ? EventFamily.DisputeWon : EventFamily.DisputeLost;
        var sits = happened.Won ? CashFacts.Held(receipt) : Account.RiskReserves;
        List<PayeePart> parts = [.. kept.Select(part => part with { Sits = sits })];
        await CashDesk.PostAsync(
            work, journal, CashFacts.Dispute(step, receipt, dispute, dispute.AmountMinor, parts,
                Receipts.Source(work, happened)));
        return HandlerAnswer.Done(happened.Won ? "The dispute is won; the money is back." : "The dispute is lost.");
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
