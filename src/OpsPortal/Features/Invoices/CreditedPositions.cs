using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>Where the payees' money of one invoice sits: still owed on 2100, or funded by which payment.</summary>
internal sealed class CreditedPositions(InvoiceId invoice, List<CreditedPositions.Row> rows)
{
    private static readonly Account[] Sitting =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    internal sealed record Row(PayeeId Payee, ReceiptId? Receipt, Account Account, long Minor);

    public static async Task<CreditedPositions> ReadAsync(Work work, InvoiceId invoice)
    {
        InvoiceId? id = invoice;
        var sums = await work.Db.Set<JournalLine>().AsNoTracking().Where(line => line.InvoiceId == id && line.PayeeId != null)
            .GroupBy(line => new { line.PayeeId, line.ReceiptId, line.Account })
            .Select(group => new { group.Key.PayeeId, group.Key.ReceiptId, group.Key.Account,
                Minor = -group.Sum(line => line.AmountMinor) })
            .ToListAsync(work.Ct);
        return new CreditedPositions(invoice,
            [.. sums.OrderBy(sum => sum.PayeeId!.Value.Value).ThenBy(sum => sum.ReceiptId?.Value).ThenBy(sum => sum.Account)
                .Select(sum => new Row(sum.PayeeId!.Value, sum.ReceiptId, sum.Account, sum.Minor))]);
    }

    /// <summary>What the credit takes from each payee beyond what is not collected yet, from where it sits; already paid out: to
    /// recover.</summary>
    public IReadOnlyList<PayeePart> Unfunded(IReadOnlyList<(PayeeId Payee, long Minor)> credited) =>
        [.. credited.SelectMany(part => Take(part.Payee, part.Minor - Owed(part.Payee)))];

    private long Owed(PayeeId payee) =>
        rows.Where(row => row.Payee == payee && row.Account == Account.PayeeObligations).Sum(row => row.Minor);

    private IEnumerable<PayeePart> Take(PayeeId payee, long minor)
    {
        var left = minor;
        var funded = rows.Where(row => row.Payee == payee && row.Receipt is not null).ToList();
        foreach (var row in funded.Where(row => Sitting.Contains(row.Account) && row.Minor > 0).OrderBy(row => row.Account))
        {
            if (left <= 0)
                yield break;
            yield return new PayeePart(payee, Math.Min(left, row.Minor), invoice, row.Receipt, row.Account);
            left -= row.Minor;
        }

        if (left > 0)
            yield return new PayeePart(payee, left, invoice, funded.FirstOrDefault()?.Receipt, Account.RecoverableFromPayees);
    }
}
