using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>Where the lines of one of our accounts go in the ERP.</summary>
/// <param name="Code">The ERP's number of the account, or its name where the ERP finds accounts by name.</param>
/// <param name="Department">The ERP's department, class or profit centre; empty where it wants none.</param>
public sealed record ErpAccount(Account Account, string Code, string Department = "");

/// <summary>Our chart in the words of one ERP.</summary>
/// <param name="Company">The ERP's subsidiary or company code.</param>
/// <param name="EntryType">The ERP's kind of journal entry, where it has kinds.</param>
public sealed record ErpChart(string Company, string EntryType, IReadOnlyList<ErpAccount> Accounts)
{
    public const int CodeLength = 100;

    public ErpAccount? Find(Account account) => Accounts.FirstOrDefault(row => row.Account == account);

    /// <summary>The chart of a company that has mapped nothing yet: our own numbers, or names, and its own code.</summary>
    public static ErpChart Own(ErpTarget target, string entityCode) => new(
        entityCode, target == ErpTarget.Sap ? "SA" : "",
        [.. ChartOfAccounts.Rows.Select(row => new ErpAccount(row.Account, OwnCode(target, row)))]);

    /// <summary>Refuses texts that no target takes.</summary>
    public Refusal? Check()
    {
        if (Company.Trim().Length is 0 or > 50)
            return ErpRefusals.Field("company", "The company is named in 1 to 50 characters.");
        if (EntryType.Length > 10)
            return ErpRefusals.Field("entryType", "The kind of entry has at most 10 characters.");
        var tooLong = Accounts.FirstOrDefault(row => row.Code.Length > CodeLength || row.Department.Length > CodeLength);
        return tooLong is null ? null
            : ErpRefusals.Field("accounts", $"A name of {(int)tooLong.Account} has more than {CodeLength} characters.");
    }

    private static string OwnCode(ErpTarget target, ChartRow row) => ErpTargets.Of(target).KnowsAccountsByName ? row.Name
        : row.Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
