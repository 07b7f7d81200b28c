using System.Text;
using NodaTime.Text;
using OpsPortal.Domain.Erp;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.BankFiles.Csv;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Providers.Erp;

/// <summary>What a trial balance must be of.</summary>
/// <param name="AsOf">The day that a person gave; null leaves it to the file.</param>
/// <param name="Companies">The names that the company has here and in the ERP.</param>
internal sealed record TrialBalanceAsk(LocalDate? AsOf, LocalDate Today, IReadOnlyList<string> Companies);

/// <summary>A trial balance as it was read.</summary>
internal sealed record ReadTrialBalance(LocalDate AsOf, IReadOnlyList<ErpBalance> Rows);

/// <summary>Reads an ERP's trial balance: accounts with a balance, or with debits and credits, in one currency each.</summary>
internal sealed class TrialBalanceReader(TrialBalanceAsk ask, List<ReportFault> faults)
{
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private TrialBalanceColumns columns = null!;
    private LocalDate? asOf = ask.AsOf;

    public Outcome<ReadTrialBalance> Read(byte[] content)
    {
        var read = Table(content);
        if (read.IsRefused)
            return read.Refusal;
        var (table, named) = (read.Value, TrialBalanceColumns.Of(read.Value));
        if (named is null)
            return ErpRefusals.BalanceShape("It has no columns for the account, the currency and what stands on the account.");
        if (table.Rows.Count is 0 or > ErpTrialBalance.MostRows)
            return ErpRefusals.BalanceShape(table.Rows.Count == 0 ? "It has no rows."
                : $"It has more than {ErpTrialBalance.MostRows} rows.");
        columns = named;
        var rows = table.Rows.Select(row => Of(new ReportRow(table, row, DateTimeZone.Utc, faults), row)).ToList();
        if (faults.Count > 0)
            return ErpRefusals.BalanceBroken(faults.Count);
        return asOf is not { } day ? ErpRefusals.BalanceDay("It does not say of which day its balances are.")
            : day > ask.Today ? ErpRefusals.BalanceDay($"Its balances are of {DayWords.Of(day)}, which has not come yet.")
            : new ReadTrialBalance(day, rows);
    }

    private static Outcome<ReportTable> Table(byte[] content)
    {
        try
        {
            return ReportTable.Read(content, CsvRows.DelimiterOf(content));
        }
        catch (DecoderFallbackException)
        {
            return ErpRefusals.BalanceShape("It is not text in UTF-8.");
        }
        catch (BankFileException trouble)
        {
            return ErpRefusals.BalanceShape($"Line {trouble.Line}: {trouble.Message}");
        }
    }

    private ErpBalance Of(ReportRow row, CsvRow raw)
    {
        var currency = row.CurrencyOf(columns.Currency);
        var code = row.Needed(columns.Account, ErpChart.CodeLength);
        CheckDay(row);
        if (columns.Company is { } company && row.Text(company) is { } named
            && !ask.Companies.Contains(named, StringComparer.OrdinalIgnoreCase))
            row.Fault($"It is of the company {ErpText.Cut(named, 40)}, not of {string.Join(" or ", ask.Companies)}.");
        if (!seen.TryAdd(string.Join('\u001f', raw.Fields), row.Line))
            row.Fault($"It says the same as line {seen[string.Join('\u001f', raw.Fields)]}, word for word.");
        var name = columns.Name is { } at ? row.Text(at) ?? "" : "";
        return new ErpBalance(row.Line, code, ErpText.Cut(name, ErpChart.CodeLength), currency.Code, BalanceOf(row, currency));
    }

    private long BalanceOf(ReportRow row, Currency currency)
    {
        var stated = columns.Balance is { } one && row.Text(one) is not null ? row.Amount(one, currency) : (long?)null;
        if (columns.Debit is not { } debit || columns.Credit is not { } credit)
            return stated ?? 0;
        var made = row.Amount(debit, currency) - row.Amount(credit, currency);
        if (stated is { } other && other != made && !row.IsBroken)
            row.Fault("Its debits less its credits are not its balance.");
        return made;
    }

    // A day or a month that the file says must be the one that was asked for, and the same in every row.
    private void CheckDay(ReportRow row)
    {
        if (columns.AsOf is { } said && row.Day(said, needed: false) is { } day)
        {
            asOf ??= day;
            if (day != asOf)
                row.Fault($"Its balance is of {DayWords.Of(day)}, not of {DayWords.Of(asOf)}.");
        }

        if (columns.Period is not { } period || row.Text(period) is not { } text)
            return;
        var month = YearMonthPattern.Iso.Parse(text);
        if (!month.Success)
            row.Fault($"'{ErpText.Cut(text, 20)}' is no month such as 2026-09.");
        else if (asOf is { } of && month.Value != of.ToYearMonth())
            row.Fault($"Its month {text} is not that of {DayWords.Of(of)}.");
    }
}

/// <summary>Where a trial balance says what, under the names that ERPs use.</summary>
internal sealed record TrialBalanceColumns(string Account, string Currency)
{
    public string? Name { get; private init; }

    public string? Balance { get; private init; }

    public string? Debit { get; private init; }

    public string? Credit { get; private init; }

    public string? AsOf { get; private init; }

    public string? Period { get; private init; }

    public string? Company { get; private init; }

    /// <summary>Null where the account, the currency, or what stands on it cannot be told.</summary>
    public static TrialBalanceColumns? Of(ReportTable table)
    {
        var account = table.Named("account", "accountnumber", "accountcode", "glaccount", "accountno");
        var currency = table.Named("currency", "currencycode", "transactioncurrency");
        if (account is null || currency is null)
            return null;
        var made = new TrialBalanceColumns(account, currency)
        {
            Name = table.Named("name", "accountname", "description"),
            Balance = table.Named("balance", "amount", "closingbalance", "endingbalance"),
            Debit = table.Named("debit", "debits", "debitbalance"), Credit = table.Named("credit", "credits", "creditbalance"),
            AsOf = table.Named("asof", "asofdate", "date", "keydate"), Period = table.Named("period", "postingperiod"),
            Company = table.Named("company", "companycode", "subsidiary"),
        };
        return made.Balance is null && (made.Debit is null || made.Credit is null) ? null : made;
    }
}
