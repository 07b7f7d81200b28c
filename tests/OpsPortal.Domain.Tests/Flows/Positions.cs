using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Where payees' money sits, and how it is taken back from there.</summary>
internal static class Positions
{
    /// <summary>Payees' money above zero in some accounts, as parts that say where each sits.</summary>
    public static List<PayeePart> In(Books books, Func<SubAccount, bool> matches, params Account[] accounts) =>
    [
        .. accounts.SelectMany(books.In).Where(row => row.Value < 0 && matches(row.Key))
            .OrderBy(row => Array.IndexOf(accounts, row.Key.Account)).ThenBy(row => row.Key.Receipt?.Value)
            .Select(row => new PayeePart(
                row.Key.Payee!.Value, -row.Value, row.Key.Invoice, row.Key.Receipt, row.Key.Account)),
    ];

    /// <summary>What each payee gives back because so much of an invoice is no longer collected, from where it sits.</summary>
    /// <param name="receipt">The payment that goes; null where no payment does, and any of the invoice gives.</param>
    /// <param name="moved">The parts below zero of what an act moved.</param>
    public static List<PayeePart> TakeBack(Books books, ReceiptId? receipt, IEnumerable<PayeePart> moved)
    {
        var parts = new List<PayeePart>();
        foreach (var part in moved.Where(part => part.Minor < 0))
        {
            var lost = part with { Minor = -part.Minor, ReceiptId = receipt };
            parts.AddRange(Funds(books, lost).TakeBack(lost, books.Funded(lost.PayeeId, lost.InvoiceId))
                .Select(taken => taken with { ReceiptId = taken.ReceiptId ?? LastReceipt(books, lost) }));
        }

        return parts;
    }

    /// <summary>Takes parts that are of their own payment alone.</summary>
    public static List<PayeePart> Take(Books books, IEnumerable<PayeePart> parts) =>
        [.. parts.SelectMany(part => Funds(books, part).Take(part))];

    private static SittingFunds Funds(Books books, PayeePart of) => new(In(
        books, row => row.Invoice == of.InvoiceId && row.Payee == of.PayeeId, SittingFunds.TakenInOrder));

    private static ReceiptId? LastReceipt(Books books, PayeePart lost) => books.Balances.Keys.Last(row =>
        row.Invoice == lost.InvoiceId && row.Payee == lost.PayeeId && row.Receipt is not null).Receipt;
}
