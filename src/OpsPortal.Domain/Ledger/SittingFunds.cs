using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// Payees' money that has not left: in which account it sits and which payment of which invoice brought it. It is taken from
/// there; what is not there any more the payee owes. What one taking takes, the next does not find.
/// </summary>
public sealed class SittingFunds
{
    /// <summary>Where payees' money is taken from, first things first.</summary>
    public static readonly Account[] TakenInOrder =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    private readonly List<PayeePart> rows;

    /// <param name="sitting">Parts above zero that say where they sit; of other accounts nothing is taken.</param>
    public SittingFunds(IEnumerable<PayeePart> sitting) =>
        rows = [.. sitting.Where(row => row.Minor > 0 && row.Sits is { } sits && TakenInOrder.Contains(sits))
            .OrderBy(row => Array.IndexOf(TakenInOrder, row.Sits!.Value)).ThenBy(row => row.ReceiptId?.Value)];

    /// <summary>Takes a part of one payment's money from that payment alone.</summary>
    public IReadOnlyList<PayeePart> Take(PayeePart part)
    {
        var parts = new List<PayeePart>();
        var left = part.Minor - TakeFrom(row => row.ReceiptId == part.ReceiptId, part, part.Minor, parts);
        if (left > 0)
            parts.Add(Owed(part, left));
        return parts;
    }

    /// <summary>
    /// Takes back what a payee loses because a payment pays its invoice no more. The payment gives what it funded, and what of
    /// that has left the payee owes. What it never funded, others did: the split is of all that is collected, so it takes back
    /// other cents than it once gave. They give it, first what is still here.
    /// </summary>
    /// <param name="lost">What the payee loses, above zero, with the invoice and the payment that goes.</param>
    /// <param name="funded">What each payment has given payees on its invoices, less what it gave back.</param>
    public IReadOnlyList<PayeePart> TakeBack(PayeePart lost, IReadOnlyCollection<PayeePart> funded)
    {
        var given = funded.Where(part => (part.PayeeId, part.InvoiceId) == (lost.PayeeId, lost.InvoiceId)).ToList();
        var gone = given.ConvertAll(part => part with { Minor = part.Minor - Here(part) });
        var own = Math.Min(lost.Minor, given.Where(part => part.ReceiptId == lost.ReceiptId).Sum(part => part.Minor));
        var parts = own > 0 ? [.. Take(lost with { Minor = own })] : new List<PayeePart>();
        var left = lost.Minor - own;
        left -= TakeFrom(_ => true, lost, left, parts);
        foreach (var other in gone.Where(part => part.ReceiptId != lost.ReceiptId && part.Minor > 0))
        {
            if (left == 0)
                break;
            parts.Add(Owed(other, Math.Min(left, other.Minor)));
            left -= parts[^1].Minor;
        }

        if (left > 0)
            parts.Add(Owed(lost, left));
        return parts;
    }

    private static PayeePart Owed(PayeePart part, long minor) =>
        part with { Minor = minor, Sits = Account.RecoverableFromPayees };

    private long Here(PayeePart part) => rows.Where(row =>
        (row.PayeeId, row.InvoiceId, row.ReceiptId) == (part.PayeeId, part.InvoiceId, part.ReceiptId)).Sum(row => row.Minor);

    private long TakeFrom(Func<PayeePart, bool> from, PayeePart lost, long minor, List<PayeePart> parts)
    {
        var taken = 0L;
        for (var i = 0; i < rows.Count && taken < minor; i++)
        {
            if (rows[i].InvoiceId != lost.InvoiceId || rows[i].PayeeId != lost.PayeeId || rows[i].Minor == 0 || !from(rows[i]))
                continue;
            var part = rows[i] with { Minor = Math.Min(minor - taken, rows[i].Minor) };
            rows[i] = rows[i] with { Minor = rows[i].Minor - part.Minor };
            parts.Add(part);
            taken += part.Minor;
        }

        return taken;
    }
}
