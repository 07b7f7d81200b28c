using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>A row of the former trial balance; debit positive.</summary>
public sealed record OpeningBalance(int Row, Account Account, Currency Currency, long Minor, BankAccountId? BankAccount);

/// <summary>What a document of the former system belongs to here.</summary>
/// <param name="Contract">The former system's own word for the contract; may be empty.</param>
public sealed record OpeningPlace(BuyerId Buyer, ProgramId Program, MarketId Market, string Contract);

/// <summary>A document that a buyer still owes something on. Tax is what of the open amount is tax.</summary>
public sealed record OpeningReceivable(
    int Row, OpeningPlace Place, string Number, LocalDate IssuedOn, LocalDate DueOn, Currency Currency, long GrossMinor,
    long OpenMinor, long TaxMinor);

/// <summary>Money that pays no document yet; the payer may be unknown.</summary>
/// <param name="From">Where it stood: unapplied, or as a deposit or credit of a buyer. Here it is unapplied cash.</param>
public sealed record OpeningReceipt(
    int Row, string Payer, LocalDate On, Currency Currency, string Reference, long Minor, Account From = Account.UnappliedCash);

/// <summary>What one payee is owed, or owes, of one document.</summary>
/// <param name="Place">Needed where the money is collected and the document is no open receivable.</param>
public sealed record OpeningPayeeItem(
    int Row, PayeeId Payee, string Document, Account Account, Currency Currency, long Minor, OpeningPlace? Place);

/// <summary>A bill that is not paid yet.</summary>
public sealed record OpeningPayable(int Row, string Supplier, string Reference, Account Account, Currency Currency, long Minor);

/// <summary>All rows that a former system handed over.</summary>
public sealed record CutOverBook(
    IReadOnlyList<OpeningBalance> Balances, IReadOnlyList<OpeningReceivable> Receivables, IReadOnlyList<OpeningReceipt> Receipts,
    IReadOnlyList<OpeningPayeeItem> PayeeItems, IReadOnlyList<OpeningPayable> Payables)
{
    public static CutOverBook Empty { get; } = new([], [], [], [], []);

    /// <summary>The shares of an open document: what its payees get when it is collected.</summary>
    public IEnumerable<OpeningPayeeItem> SharesOf(string number) =>
        PayeeItems.Where(item => item.Account == Account.PayeeObligations && item.Document == number);

    /// <summary>Collected money by its document, in the order of the file.</summary>
    public IEnumerable<IGrouping<string, OpeningPayeeItem>> Held() =>
        PayeeItems.Where(item => item.Account == Account.HeldSettled).GroupBy(item => item.Document, StringComparer.Ordinal);

    /// <summary>The number of the document of collected money: its own, unless a part of it is still open.</summary>
    public string HeldNumber(string document) =>
        Receivables.Any(one => one.Number == document) ? CollectedNumber(document) : document;

    public static string CollectedNumber(string document) => $"{document}/paid";
}

/// <summary>A place of a file that cannot be taken: row and column, why, and what to do. Rows count from the header, 1.</summary>
public sealed record CutOverFault(CutOverFileKind File, int Row, string Column, string Why, string Next);
