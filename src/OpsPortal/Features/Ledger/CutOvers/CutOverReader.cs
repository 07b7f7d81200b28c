using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>What is read of the files: the rows, and every place that cannot be taken.</summary>
internal sealed record CutOverReading(CutOverBook Book, IReadOnlyList<CutOverFault> Faults);

/// <summary>Reads the files of a former system against a company's own data. It changes nothing.</summary>
internal sealed class CutOverReader(CutOverWorld world)
{
    /// <summary>All files together, with what only their sum can show.</summary>
    public CutOverReading Read(IEnumerable<CutOverFile> files, LocalDate day)
    {
        var (book, faults) = (CutOverBook.Empty, new List<CutOverFault>());
        foreach (var file in files.OrderBy(file => file.Kind))
        {
            var one = Read(book, file.Kind, file.Content);
            book = one.Book;
            faults.AddRange(one.Faults);
        }

        return new CutOverReading(book, [.. faults, .. CutOverCheck.Faults(book, day)]);
    }

    /// <summary>One file, put into a book of other files.</summary>
    public CutOverReading Read(CutOverBook book, CutOverFileKind kind, byte[] content)
    {
        var table = CutOverTable.Read(CutOverFiles.Of(kind), content);
        if (table.Faults.Count > 0)
            return new CutOverReading(book, table.Faults);
        var read = kind switch
        {
            CutOverFileKind.TrialBalance => book with { Balances = Rows(table, Balance) },
            CutOverFileKind.Receivables => book with { Receivables = Rows(table, Receivable) },
            CutOverFileKind.UnappliedCash => book with { Receipts = Rows(table, Receipt) },
            CutOverFileKind.PayeeMoney => book with { PayeeItems = Rows(table, PayeeItem) },
            CutOverFileKind.Payables => book with { Payables = Rows(table, Payable) },
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        if (table.Rows.Count == 0)
            table.Fault(1, "", "There is no row below the header.", "Send it with its rows, or leave the file out.");
        return new CutOverReading(read, table.Faults);
    }

    private List<T> Rows<T>(CutOverTable table, Func<CutOverRow, T> read)
    {
        var rows = new List<T>();
        foreach (var csv in table.Rows)
        {
            var row = new CutOverRow(table, csv, world);
            var one = read(row);
            if (!row.IsBroken)
                rows.Add(one);
        }

        return rows;
    }

    private static OpeningBalance Balance(CutOverRow row)
    {
        var (account, currency) = (row.AccountOf("account"), row.Currency());
        var (debit, credit) = (row.Amount("debit", currency), row.Amount("credit", currency));
        if (!row.IsBroken && (debit is null) == (credit is null))
            row.Fault("debit", "A row has a debit or a credit.", "Fill in one of the two, or take the row out.");
        var bank = account == Account.BankCash ? row.BankAccount(currency) : null;
        return new OpeningBalance(row.Number, account, currency, (debit ?? 0) - (credit ?? 0), bank);
    }

    private OpeningReceivable Receivable(CutOverRow row)
    {
        var place = row.Place(row.Text("contract", CutOverFiles.ReferenceLength));
        var (number, currency) = (Number(row, "number"), row.Currency());
        var tax = row.Amount("tax", currency) ?? 0;
        if (tax > 0 && world.Markets.Values.Any(market => market.Id == place.Market && market.TaxLiability == TaxLiability.Payee))
            row.Fault("tax", "In this market the payee owes the tax itself.", "Leave the tax out, or name another market.");
        return new OpeningReceivable(
            row.Number, place, number, row.Day("issued_on"), row.Day("due_on"), currency, row.NeededAmount("gross", currency),
            row.NeededAmount("open", currency), tax);
    }

    private OpeningReceipt Receipt(CutOverRow row)
    {
        var currency = row.Currency();
        var payer = row.Text("buyer", 200);
        if (payer.Length > 0)
            row.Buyer();
        var from = row.Text("account").Length == 0 ? Account.UnappliedCash : row.AccountOf("account");
        Belongs(row, from, CutOverFileKind.UnappliedCash);
        if (!row.IsBroken && payer.Length == 0 && from != Account.UnappliedCash)
            row.Fault("buyer", "A deposit or credit belongs to a buyer.", "Name the buyer.");
        var reference = row.Needed("reference", CutOverFiles.ReferenceLength);
        if (world.ReceiptReferences.Contains(CutOverDesk.ReceiptReference(world.Entity.Code, reference)))
            row.Fault("reference", "A payment with this reference came over before.", "Take the row out.");
        return new OpeningReceipt(
            row.Number, payer, row.Day("date"), currency, reference, row.NeededAmount("amount", currency), from);
    }

    private OpeningPayeeItem PayeeItem(CutOverRow row)
    {
        var (payee, account, currency) = (row.Payee(), row.AccountOf("account"), row.Currency());
        Belongs(row, account, CutOverFileKind.PayeeMoney);
        var document = account == Account.RecoverableFromPayees
            ? row.Needed("document", CutOverFiles.NumberLength) : Number(row, "document");
        var place = row.Text("buyer", 200).Length == 0 ? null : row.Place("");
        return new OpeningPayeeItem(
            row.Number, payee, document, account, currency, row.NeededAmount("amount", currency), place);
    }

    private static OpeningPayable Payable(CutOverRow row)
    {
        var (account, currency) = (row.AccountOf("account"), row.Currency());
        Belongs(row, account, CutOverFileKind.Payables);
        if (row.Text("date").Length > 0)
            row.Day("date");
        return new OpeningPayable(
            row.Number, row.Needed("supplier"), row.Needed("reference", CutOverFiles.ReferenceLength), account, currency,
            row.NeededAmount("amount", currency));
    }

    private static void Belongs(CutOverRow row, Account account, CutOverFileKind file)
    {
        if (row.IsBroken || OpeningRules.Of(account).File == file)
            return;
        var codes = string.Join(", ", OpeningRules.AccountsOf(file).Select(one => (int)one));
        row.Fault("account", $"{(int)account} {ChartOfAccounts.Of(account).Name} is not one of {codes}.",
            OpeningRules.Of(account).Instead is { Length: > 0 } instead ? instead
                : "Bring it over in the file that it belongs to.");
    }

    /// <summary>A number that no document of ours has, now or ever.</summary>
    private string Number(CutOverRow row, string column)
    {
        var number = row.Needed(column, CutOverFiles.NumberLength);
        if (world.InvoiceNumbers.Contains(number) || world.InvoiceNumbers.Contains(CutOverBook.CollectedNumber(number)))
            row.Fault(column, $"An invoice {number} is here already.", "Take the row out, or mend its number.");
        else if (world.Prefixes.FirstOrDefault(one => number.StartsWith($"{one}-", StringComparison.OrdinalIgnoreCase))
            is { } prefix)
            row.Fault(column, $"Numbers that begin with {prefix}- are given to invoices that are issued here.",
                $"Put a letter before it in the file, such as X{number}.");
        return number;
    }
}
