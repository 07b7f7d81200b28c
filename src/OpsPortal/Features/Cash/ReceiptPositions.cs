using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>One payee's money of one payment, where it sits; above zero.</summary>
internal sealed record ReceiptPosition(PayeeId PayeeId, InvoiceId? InvoiceId, Account Account, long Minor);

/// <summary>Where the payees' money of one payment sits now.</summary>
internal sealed class ReceiptPositions(List<ReceiptPosition> rows)
{
    private static readonly Account[] TakenInOrder =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    public IReadOnlyList<ReceiptPosition> Rows => rows;

    public static async Task<ReceiptPositions> ReadAsync(OpsDbContext db, ReceiptId receipt, CancellationToken ct)
    {
        var lines = await db.Set<JournalLine>().AsNoTracking()
            .Where(line => line.ReceiptId == receipt && line.PayeeId != null && TakenInOrder.Contains(line.Account))
            .GroupBy(line => new { line.PayeeId, line.InvoiceId, line.Account })
            .Select(group => new { group.Key.PayeeId, group.Key.InvoiceId, group.Key.Account, Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        return new ReceiptPositions([.. lines.Where(row => row.Minor < 0)
            .Select(row => new ReceiptPosition(row.PayeeId!.Value, row.InvoiceId, row.Account, -row.Minor))
            .OrderBy(row => row.PayeeId.Value).ThenBy(row => row.Account)]);
    }

    public IReadOnlyList<ReceiptPosition> In(params Account[] accounts) => [.. rows.Where(row => accounts.Contains(row.Account))];

    /// <summary>Takes an amount of a payee's from where it sits; what has left already is recoverable from the payee.</summary>
    public IEnumerable<PayeePart> Take(PayeeId payee, InvoiceId invoice, ReceiptId receipt, long minor)
    {
        var left = minor;
        foreach (var account in TakenInOrder)
        {
            var at = rows.FindIndex(row => row.PayeeId == payee && row.InvoiceId == invoice && row.Account == account);
            if (at < 0 || left == 0)
                continue;
            var taken = Math.Min(left, rows[at].Minor);
            rows[at] = rows[at] with { Minor = rows[at].Minor - taken };
            left -= taken;
            if (taken > 0)
                yield return new PayeePart(payee, taken, invoice, receipt, account);
        }

        if (left > 0)
            yield return new PayeePart(payee, left, invoice, receipt, Account.RecoverableFromPayees);
    }
}
