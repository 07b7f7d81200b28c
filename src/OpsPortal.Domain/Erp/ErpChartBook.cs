using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Erp;

/// <summary>
/// Leads an ERP's accounts back to ours: through the version of the mapping that counts, and through earlier ones for what was
/// booked under an older number. Both sides then go by one name: the number in the version that counts.
/// </summary>
/// <param name="Versions">The mapping's versions, the one that counts first.</param>
public sealed record ErpChartBook(IReadOnlyList<ErpChart> Versions)
{
    /// <summary>The name of one of our accounts; our own number where the mapping leaves it out.</summary>
    public string KeyOf(Account account) => Versions[0].Find(account)?.Code.Trim() is { Length: > 0 } code ? code : Own(account);

    /// <summary>The name of an account of the ERP; its own number where no version knows it, or leads to several.</summary>
    public string KeyOf(string code)
    {
        foreach (var version in Versions)
        {
            var keys = AccountsOf(version, code).Select(KeyOf).Distinct(StringComparer.Ordinal).ToList();
            if (keys.Count > 0)
                return keys.Count == 1 ? keys[0] : code.Trim();
        }

        return code.Trim();
    }

    /// <summary>Our accounts that go by this name.</summary>
    public IReadOnlyList<Account> AccountsOf(string key) =>
        [.. ChartOfAccounts.Rows.Select(row => row.Account).Where(account => KeyOf(account) == key)];

    private static IEnumerable<Account> AccountsOf(ErpChart version, string code) => version.Accounts
        .Where(row => string.Equals(row.Code.Trim(), code.Trim(), StringComparison.OrdinalIgnoreCase)).Select(row => row.Account);

    private static string Own(Account account) => ((int)account).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
