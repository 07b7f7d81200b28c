using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>One payee's money of one payment, where it sits; above zero.</summary>
internal sealed record ReceiptPosition(PayeeId PayeeId, InvoiceId? InvoiceId, ReceiptId ReceiptId, Account Account, long Minor);

/// <summary>Where the payees' money of one payment sits now.</summary>
internal sealed class ReceiptPositions(List<ReceiptPosition> rows)
{
    private static readonly Account[] TakenInOrder =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    public static Task<ReceiptPositions> ReadAsync(OpsDbContext db, ReceiptId receipt, CancellationToken ct) =>
        ReadAsync(db.Set<JournalLine>().Where(line => line.ReceiptId == receipt), ct);

    /// <summary>The money of every payment on an invoice: what is left of one may be short of a cent that another
    /// holds.</summary>
    public static Task<ReceiptPositions> OnInvoiceAsync(OpsDbContext db, InvoiceId invoice, CancellationToken ct) =>
        ReadAsync(db.Set<JournalLine>().Where(line => line.InvoiceId == invoice && line.ReceiptId != null), ct);

    public IReadOnlyList<ReceiptPosition> In(params Account[] accounts) => [.. rows.Where(row => accounts.Contains(row.Account))];

    /// <summary>Takes an amount of a payee's from where it sits; what has left already is recoverable from the payee.</summary>
    public IReadOnlyList<PayeePart> Take(PayeeId payee, InvoiceId invoice, ReceiptId receipt, long minor)
    {
        var parts = new List<PayeePart>();
        var left = minor - TakeFrom(row => row.PayeeId == payee && row.ReceiptId == receipt, invoice, minor, parts);
        if (left is > 0 and <= Allocation.MostRounding)
            left -= TakeFrom(row => row.PayeeId == payee, invoice, left, parts);
        if (left > 0)
            parts.Add(new PayeePart(payee, left, invoice, receipt, Account.RecoverableFromPayees));
        return parts;
    }

    private static async Task<ReceiptPositions> ReadAsync(IQueryable<JournalLine> chosen, CancellationToken ct)
    {
        var lines = await chosen.AsNoTracking()
            .Where(line => line.PayeeId != null && TakenInOrder.Contains(line.Account))
            .GroupBy(line => new { line.PayeeId, line.InvoiceId, line.ReceiptId, line.Account })
            .Select(group => new { group.Key.PayeeId, group.Key.InvoiceId, group.Key.ReceiptId, group.Key.Account,
                Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        return new ReceiptPositions([.. lines.Where(row => row.Minor < 0)
            .Select(row => new ReceiptPosition(row.PayeeId!.Value, row.InvoiceId, row.ReceiptId!.Value, row.Account, -row.Minor))
            .OrderBy(row => row.PayeeId.Value).ThenBy(row => Array.IndexOf(TakenInOrder, row.Account))
                .ThenBy(row => row.ReceiptId.Value)]);
    }

    private long TakeFrom(Func<ReceiptPosition, bool> from, InvoiceId invoice, long minor, List<PayeePart> parts)
    {
        var taken = 0L;
        for (var i = 0; i < rows.Count && taken < minor; i++)
        {
            if (rows[i].InvoiceId != invoice || rows[i].Minor == 0 || !from(rows[i]))
                continue;
            var part = Math.Min(minor - taken, rows[i].Minor);
            rows[i] = rows[i] with { Minor = rows[i].Minor - part };
            parts.Add(new PayeePart(rows[i].PayeeId, part, invoice, rows[i].ReceiptId, rows[i].Account));
            taken += part;
        }

        return taken;
    }
}
