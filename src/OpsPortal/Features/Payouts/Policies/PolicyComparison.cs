using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>What a new version of a policy changes, each value beside the one that it takes the place of.</summary>
internal static class PolicyComparison
{
    private const string None = "None";

    public static IReadOnlyList<Comparison> Of(IReadOnlyList<PolicyRow> before, IReadOnlyList<PolicyRow> after) =>
        Comparison.Changed(before.Select(row => (NameOf(row), WordsOf(row))), after.Select(row => (NameOf(row), WordsOf(row))),
            "Not named");

    public static IReadOnlyList<Comparison> Of(ApprovalRules before, ApprovalRules after) =>
        Comparison.Changed(RowsOf(before), RowsOf(after), None);

    private static string NameOf(PolicyRow row) => GateWords.Name(row.Gate) + (row.PayeeKind is { } kind ? $", {kind}" : "")
        + (row.Market is null ? "" : ", one market") + (row.Program is null ? "" : ", one program");

    private static string WordsOf(PolicyRow row) => !row.IsRequired ? "Not asked"
        : row.MaxAgeDays is { } days ? $"Required, not older than {CountWords.Of(days, "day")}" : "Required";

    private static IEnumerable<(string Name, string Words)> RowsOf(ApprovalRules rules)
    {
        foreach (var rule in rules.Rules)
            yield return ($"Rule \"{rule.Name}\"",
                $"{rule.People} people {string.Join(" or ", rule.Blocks.Select(ConditionWords.Of))}");
        foreach (var limit in rules.Limits)
        {
            yield return ($"Most per payout in {limit.Currency}", AmountOf(limit.ItemMinor, limit.Currency));
            yield return ($"Most per batch in {limit.Currency}", AmountOf(limit.BatchMinor, limit.Currency));
        }

        foreach (var (currency, minor) in rules.MinimumBalances.Where(row => row.Value != 0))
            yield return ($"Minimum balance in {currency}", AmountOf(minor, currency));
        yield return ("Rolling window", CountWords.Of(rules.RollingDays, "day"));
        yield return ("Unusual from", $"{rules.UnusualFactor} times the median");
        yield return ("Approvals expire after", CountWords.Of(rules.ExpiryHours, "hour"));
        yield return ("While safe cash does not cover what is owed", rules.StopOnShortfall ? "Nothing is released" : "Released");
    }

    private static string AmountOf(long minor, string currency) => new Money(minor, Currency.Of(currency)).ToString();
}
