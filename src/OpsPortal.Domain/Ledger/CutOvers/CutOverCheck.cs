using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>What no single row can know: days against the cut-over date, numbers given twice, and files against each
/// other.</summary>
public static class CutOverCheck
{
    public static IReadOnlyList<CutOverFault> Faults(CutOverBook book, LocalDate day) =>
    [
        .. BalanceFaults(book.Balances), .. book.Receivables.SelectMany(one => ReceivableFaults(book, one, day)),
        .. Twice(book.Receivables, one => one.Number, CutOverFileKind.Receivables, one => one.Row, "number"),
        .. book.Receipts.Where(one => one.On > day).Select(one => Late(CutOverFileKind.UnappliedCash, one.Row, "date", day)),
        .. Twice(book.Receipts, one => one.Reference, CutOverFileKind.UnappliedCash, one => one.Row, "reference"),
        .. book.PayeeItems.SelectMany(item => PayeeFaults(book, item)),
        .. Twice(book.PayeeItems, item => $"{item.Payee}:{item.Account}:{item.Document}", CutOverFileKind.PayeeMoney,
            item => item.Row, "document"),
        .. book.Held().SelectMany(group => HeldFaults(book, group)),
        .. Twice(book.Payables, one => $"{one.Supplier}:{one.Reference}", CutOverFileKind.Payables, one => one.Row, "reference"),
    ];

    private static IEnumerable<CutOverFault> BalanceFaults(IReadOnlyList<OpeningBalance> balances) => balances
        .Where(one => one.Minor != 0 && OpeningRules.Of(one.Account).Treatment == OpeningTreatment.StaysBehind)
        .Select(one => new CutOverFault(CutOverFileKind.TrialBalance, one.Row, "account",
            $"{(int)one.Account} {ChartOfAccounts.Of(one.Account).Name} does not come over.",
            OpeningRules.Of(one.Account).Instead));

    private static IEnumerable<CutOverFault> ReceivableFaults(CutOverBook book, OpeningReceivable one, LocalDate day)
    {
        CutOverFault At(string column, string why, string next) => new(CutOverFileKind.Receivables, one.Row, column, why, next);
        if (one.IssuedOn > day)
            yield return Late(CutOverFileKind.Receivables, one.Row, "issued_on", day);
        if (one.DueOn < one.IssuedOn)
            yield return At("due_on", "It is due before it was issued.", "Mend one of the two dates.");
        if (one.OpenMinor > one.GrossMinor)
            yield return At("open", "More is open than the document was issued for.", "Mend the open or the gross amount.");
        var shares = book.SharesOf(one.Number).ToList();
        if (checked(shares.Sum(share => share.Minor) + one.TaxMinor) > one.OpenMinor)
            yield return At("open", "The payees' shares and the tax of this document are more than its open amount.",
                "Mend the open amount, or the rows of account 2100 in the file of payees' money.");
        if (shares.Any(share => share.Currency != one.Currency))
            yield return At("currency", "A payee's share of this document is in another currency.", "Give both in one currency.");
    }

    private static IEnumerable<CutOverFault> PayeeFaults(CutOverBook book, OpeningPayeeItem item)
    {
        var open = book.Receivables.FirstOrDefault(one => one.Number == item.Document);
        if (item.Account == Account.PayeeObligations && open is null)
            yield return new(CutOverFileKind.PayeeMoney, item.Row, "document",
                $"'{item.Document}' is no document of the open receivables, so nothing can be collected for it.",
                "Bring the document over as an open receivable, or give account 2120 where it is collected.");
        if (item.Account == Account.HeldSettled && open is null && item.Place is null)
            yield return new(CutOverFileKind.PayeeMoney, item.Row, "buyer",
                "It must say who paid, since the document is no open receivable.", "Name the buyer of the document.");
    }

    private static IEnumerable<CutOverFault> HeldFaults(CutOverBook book, IGrouping<string, OpeningPayeeItem> held)
    {
        var first = held.First();
        var place = PlaceOf(book, first);
        foreach (var item in held.Where(item => item.Currency != first.Currency || PlaceOf(book, item) != place))
            yield return new(CutOverFileKind.PayeeMoney, item.Row, "document",
                $"Row {first.Row} gives the same document another currency or buyer.",
                "Give one document one buyer and currency.");
        if (book.HeldNumber(held.Key) != held.Key && book.Receivables.Any(one => one.Number == book.HeldNumber(held.Key)))
            yield return new(CutOverFileKind.PayeeMoney, first.Row, "document",
                $"Its collected part would be called {book.HeldNumber(held.Key)}, and an open receivable has this number.",
                "Rename one of the two documents.");
    }

    /// <summary>What collected money belongs to: the open document's place, or that of its own row.</summary>
    public static OpeningPlace? PlaceOf(CutOverBook book, OpeningPayeeItem item) =>
        book.Receivables.FirstOrDefault(one => one.Number == item.Document)?.Place ?? item.Place;

    private static CutOverFault Late(CutOverFileKind file, int row, string column, LocalDate day) => new(
        file, row, column, $"It lies after the cut-over date, {day:uuuu'-'MM'-'dd}.",
        "Leave it out: what happens later is entered here.");

    private static IEnumerable<CutOverFault> Twice<T>(
        IEnumerable<T> rows, Func<T, string> key, CutOverFileKind file, Func<T, int> row, string column) =>
        rows.GroupBy(key, StringComparer.OrdinalIgnoreCase).SelectMany(group => group.Skip(1).Select(again => new CutOverFault(
            file, row(again), column, $"Row {row(group.First())} gives the same.", "Keep one of the two rows.")));
}
