namespace OpsPortal.Domain.Erp;

/// <summary>A system that takes our journal.</summary>
public enum ErpTarget
{
    NetSuite,
    QuickBooks,
    Sap,
    GenericCsv,
    GenericJson,
}

/// <summary>How finely the journal is handed over.</summary>
public enum ErpGranularity
{
    PerEntry,
    PerDay,
    PerMonth,
}

/// <summary>Which entries a handover takes.</summary>
public enum ErpChoice
{
    /// <summary>Those that were never handed over to this target.</summary>
    New,

    /// <summary>Documents that the ERP rejected, under the same external ids.</summary>
    Rejected,

    /// <summary>Documents without an answer, under the same external ids.</summary>
    Unanswered,
}

/// <summary>What a target takes at most, from its published description.</summary>
/// <param name="IdLength">Characters of an external id.</param>
/// <param name="TextLength">Characters of a text on a line.</param>
/// <param name="HeadLength">Characters of a document's text.</param>
/// <param name="DocumentLines">Lines of one document.</param>
/// <param name="FileRows">Rows of one file, its header included; a document is never torn over two files.</param>
/// <param name="Decimals">Decimals of an amount.</param>
/// <param name="KnowsAccountsByName">It finds an account by its name and not by its number.</param>
public sealed record ErpTargetRow(
    ErpTarget Target, string Words, string Code, int IdLength, int TextLength, int HeadLength, int DocumentLines, int FileRows,
    int Decimals, bool KnowsAccountsByName)
{
    /// <summary>What the system itself is called.</summary>
    public string System { get; init; } = Words;
}

/// <summary>The targets, one row each.</summary>
public static class ErpTargets
{
    public static readonly IReadOnlyList<ErpTargetRow> All =
    [
        new(ErpTarget.NetSuite, "NetSuite journal entries (CSV)", "netsuite", 100, 999, 999, 10_000, 25_000, 2, false)
            { System = "NetSuite" },
        new(ErpTarget.QuickBooks, "QuickBooks Online journal entries (CSV)", "quickbooks", 21, 1_000, 1_000, 999, 1_000, 2, true)
            { System = "QuickBooks Online" },
        new(ErpTarget.Sap, "SAP S/4HANA general journal upload (CSV)", "sap", 16, 50, 25, 999, 100_000, 3, false)
            { System = "SAP S/4HANA" },
        new(ErpTarget.GenericCsv, "Generic CSV", "csv", 230, 1_000, 1_000, 1_000_000, 1_000_000, 3, false)
            { System = "the ERP (CSV)" },
        new(ErpTarget.GenericJson, "Generic JSON", "json", 230, 1_000, 1_000, 1_000_000, 1_000_000, 3, false)
            { System = "the ERP (JSON)" },
    ];

    public static ErpTargetRow Of(ErpTarget target) => All.Single(row => row.Target == target);
}
