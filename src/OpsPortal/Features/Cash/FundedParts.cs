using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>What of a payment each payee was given on each invoice, less what was taken back, wherever it is now.</summary>
internal static class FundedParts
{
    private static readonly EventFamily[] Losses = [EventFamily.DisputeLost, EventFamily.DisputeWonAfterLoss];

    /// <summary>What was lost in a dispute is taken back too.</summary>
    public static Task<List<PayeePart>> NotLostAsync(OpsDbContext db, ReceiptId receipt, CancellationToken ct) =>
        ReadAsync(db, db.Set<JournalLine>().Where(line => line.ReceiptId == receipt), [.. PostingRules.Funding, .. Losses], ct);

    /// <summary>Of every payment on an invoice; what was lost in a dispute was given all the same.</summary>
    public static Task<List<PayeePart>> OnInvoiceAsync(OpsDbContext db, InvoiceId invoice, CancellationToken ct) =>
        ReadAsync(db, db.Set<JournalLine>().Where(line => line.InvoiceId == invoice && line.ReceiptId != null),
            [.. PostingRules.Funding], ct);

    private static async Task<List<PayeePart>> ReadAsync(
        OpsDbContext db, IQueryable<JournalLine> chosen, EventFamily[] families, CancellationToken ct)
    {
        var rows = await (
            from line in chosen.AsNoTracking()
            join entry in db.Set<JournalEntry>() on line.EntryId equals entry.Id
            where line.PayeeId != null && families.Contains(entry.Family)
                && ChartOfAccounts.PayeePositions.Contains(line.Account)
            group line by new { line.PayeeId, line.InvoiceId, line.ReceiptId } into part
            select new { part.Key, Minor = -part.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        return [.. rows.Where(row => row.Minor > 0)
            .Select(row => new PayeePart(row.Key.PayeeId!.Value, row.Minor, row.Key.InvoiceId, row.Key.ReceiptId))
            .OrderBy(part => part.PayeeId.Value).ThenBy(part => part.InvoiceId?.Value).ThenBy(part => part.ReceiptId?.Value)];
    }
}
