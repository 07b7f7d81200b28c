using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Where payees' money sits, and how it is taken back from there.</summary>
internal static class Positions
{
    private static readonly Account[] TakenInOrder =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    /// <summary>Payees' money above zero in some accounts, as parts that say where each sits.</summary>
    public static List<PayeePart> In(Books books, Func<SubAccount, bool> matches, params Account[] accounts) =>
    [
        .. accounts.SelectMany(books.In).Where(row => row.Value < 0 && matches(row.Key))
            .OrderBy(row => Array.IndexOf(accounts, row.Key.Account)).ThenBy(row => row.Key.Receipt?.Value)
            .Select(row => new PayeePart(
                row.Key.Payee!.Value, -row.Value, row.Key.Invoice, row.Key.Receipt, row.Key.Account)),
    ];

    /// <summary>
    /// What each payee gives back, from where the money sits: that of the payment first, then an odd cent that another payment
    /// of the invoice holds; what has left already is recoverable.
    /// </summary>
    /// <param name="moved">The parts below zero of what an act moved.</param>
    /// <param name="isAlone">True where no cent of another payment is taken.</param>
    public static List<PayeePart> Take(Books books, ReceiptId? receipt, IEnumerable<PayeePart> moved, bool isAlone = false)
    {
        var parts = new List<PayeePart>();
        foreach (var given in moved.Where(part => part.Minor < 0))
        {
            var invoice = given.InvoiceId!.Value;
            var rows = In(books, row => row.Invoice == invoice && row.Payee == given.PayeeId, TakenInOrder)
                .OrderBy(row => row.ReceiptId == receipt ? 0 : 1).ToList();
            var left = -given.Minor;
            foreach (var row in rows)
            {
                if (receipt is not null && row.ReceiptId != receipt && (isAlone || left > Allocation.MostRounding))
                    continue;
                var part = Math.Min(left, row.Minor);
                left -= part;
                if (part > 0)
                    parts.Add(row with { Minor = part });
            }

            if (left > 0)
                parts.Add(given with
                {
                    Minor = left, ReceiptId = receipt ?? LastReceipt(books, invoice, given.PayeeId),
                    Sits = Account.RecoverableFromPayees,
                });
        }

        return parts;
    }

    private static ReceiptId? LastReceipt(Books books, InvoiceId invoice, PayeeId payee) =>
        books.Balances.Keys.Last(row => row.Invoice == invoice && row.Payee == payee && row.Receipt is not null).Receipt;
}
