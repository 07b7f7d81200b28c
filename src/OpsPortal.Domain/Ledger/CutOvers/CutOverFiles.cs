namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>What a former system hands over, file by file.</summary>
public enum CutOverFileKind
{
    TrialBalance,
    Receivables,
    UnappliedCash,
    PayeeMoney,
    Payables,
}

/// <summary>A column of such a file, by its name in the header row.</summary>
/// <param name="Needed">Refused where a row leaves it empty, or the file has no such column.</param>
public sealed record CutOverColumn(string Name, bool Needed);

/// <summary>One row of the table of files: its columns, and a sample that ties out with the samples of the others.</summary>
/// <param name="About">What stands in it, in one sentence.</param>
public sealed record CutOverFileRule(
    CutOverFileKind Kind, string Title, string Name, string About, IReadOnlyList<CutOverColumn> Columns,
    IReadOnlyList<string> Sample);

/// <summary>The files of a cut-over, one row each: the only place that names their columns.</summary>
public static class CutOverFiles
{
    public const int MostBytes = 5 * 1024 * 1024;
    public const int MostRows = 5_000;

    /// <summary>Faults that are named; the rest is counted.</summary>
    public const int FaultsNamed = 100;

    /// <summary>Characters of a document's number, a reference or a name.</summary>
    public const int NumberLength = 34;
    public const int ReferenceLength = 60;
    public const int NameLength = 80;

    public static readonly IReadOnlyList<CutOverFileRule> Rows =
    [
        new(CutOverFileKind.TrialBalance, "Trial balance", "trial-balance",
            "Every balance at the end of the cut-over date, by our account or by the account that the ERP mapping names for it.",
            Columns("account", "currency", "debit", "credit", "bank_account?", "former_account?"),
            ["1010,EUR,1500.00,,Operating EUR,1000", "1200,EUR,800.00,,,1400", "2100,EUR,,450.00,,1710",
                "2120,EUR,,900.00,,1720", "2400,EUR,,120.00,,1600", "2600,EUR,,80.00,,1590", "3000,EUR,,750.00,,0860"]),
        new(CutOverFileKind.Receivables, "Open receivables", "open-receivables",
            "Every document that a buyer still owes something on; its number stays what it was.",
            Columns("buyer", "number", "issued_on", "due_on", "currency", "gross", "open", "tax?", "program?", "market?",
                "contract?"),
            ["Northwind Trading,R-1001,2026-01-12,2026-02-11,EUR,1200.00,500.00,,,,A-77",
                "Northwind Trading,R-1002,2026-01-20,2026-02-19,EUR,300.00,300.00,,,,A-77"]),
        new(CutOverFileKind.UnappliedCash, "Unapplied cash", "unapplied-cash",
            "Every payment that pays no document yet, whose buyer may be unknown; and buyers' deposits (2010) and credits "
                + "(2610), which become unapplied cash of their buyer.",
            Columns("buyer?", "date", "currency", "reference", "amount", "account?"),
            ["Northwind Trading,2026-01-28,EUR,TRX-90,50.00,", ",2026-01-30,EUR,TRX-93,30.00,"]),
        new(CutOverFileKind.PayeeMoney, "Payees' money", "payees-money",
            "What payees are owed by document: 2100 not collected yet, 2120 collected and held; and 1250, what they owe us.",
            Columns("payee", "document", "account", "currency", "amount", "buyer?", "program?", "market?"),
            ["Ann Smith,R-1001,2100,EUR,450.00,,,", "Ann Smith,R-0990,2120,EUR,900.00,Northwind Trading,,"]),
        new(CutOverFileKind.Payables, "Other payables", "other-payables",
            "Every bill of a supplier or provider that is not paid yet.",
            Columns("supplier", "reference", "date?", "account", "currency", "amount"),
            ["Card Provider,FEE-2026-01,2026-01-31,2400,EUR,120.00"]),
    ];

    public static CutOverFileRule Of(CutOverFileKind kind) => Rows.Single(row => row.Kind == kind);

    /// <summary>The file of a name in an address, or null.</summary>
    public static CutOverFileRule? Find(string name) => Rows.FirstOrDefault(row => row.Name == name);

    // A name with a question mark may be left out.
    private static CutOverColumn[] Columns(params string[] names) =>
        [.. names.Select(name => new CutOverColumn(name.TrimEnd('?'), IsNeeded(name)))];

    private static bool IsNeeded(string name) => !name.EndsWith('?') && name is not ("debit" or "credit");
}
