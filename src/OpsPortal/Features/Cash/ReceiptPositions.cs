using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>One payee's money of one payment, where it sits; above zero.</summary>
internal sealed record ReceiptPosition(PayeeId PayeeId, InvoiceId? InvoiceId, ReceiptId ReceiptId, Account Account, long Minor);

/// <summary>Where the payees' money of one payment sits now.</summary>
internal sealed class ReceiptPositions(List<ReceiptPosition> rows)
{
    public static Task<ReceiptPositions> ReadAsync(OpsDbContext db, ReceiptId receipt, CancellationToken ct) =>
        ReadAsync(db.Set<JournalLine>().Where(line => line.ReceiptId == receipt), ct);

    /// <summary>The money of every payment on an invoice: what one has to give may be with another.</summary>
    public static Task<ReceiptPositions> OnInvoiceAsync(OpsDbContext db, InvoiceId invoice, CancellationToken ct) =>
        ReadAsync(db.Set<JournalLine>().Where(line => line.InvoiceId == invoice && line.ReceiptId != null), ct);

    public IReadOnlyList<ReceiptPosition> In(params Account[] accounts) => [.. rows.Where(row => accounts.Contains(row.Account))];

    /// <summary>To take from.</summary>
    public SittingFunds Funds() =>
        new(rows.Select(row => new PayeePart(row.PayeeId, row.Minor, row.InvoiceId, row.ReceiptId, row.Account)));

    private static async Task<ReceiptPositions> ReadAsync(IQueryable<JournalLine> chosen, CancellationToken ct)
    {
        var lines = await chosen.AsNoTracking()
            .Where(line => line.PayeeId != null && SittingFunds.TakenInOrder.Contains(line.Account))
            .GroupBy(line => new { line.PayeeId, line.InvoiceId, line.ReceiptId, line.Account })
            .Select(group => new { group.Key.PayeeId, group.Key.InvoiceId, group.Key.ReceiptId, group.Key.Account,
                Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        return new ReceiptPositions([.. lines.Where(row => row.Minor < 0)
            .Select(row => new ReceiptPosition(row.PayeeId!.Value, row.InvoiceId, row.ReceiptId!.Value, row.Account, -row.Minor))
            .OrderBy(row => row.PayeeId.Value).ThenBy(row => Array.IndexOf(SittingFunds.TakenInOrder, row.Account))
                .ThenBy(row => row.ReceiptId.Value)]);
    }
}
