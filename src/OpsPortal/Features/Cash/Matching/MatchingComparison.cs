using System.Globalization;
using OpsPortal.Components;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>What a new version of a matching policy changes, each value beside the one that it takes the place of.</summary>
internal static class MatchingComparison
{
    private const decimal Hundred = 100;

    public static IReadOnlyList<Comparison> Of(MatchingRules before, MatchingRules after) =>
        Comparison.Changed(RowsOf(before), RowsOf(after), "None");

    public static string Limits(MatchingRules rules) =>
        rules.ManualLimitMinor.Count == 0 ? "10,000 of any currency" : CurrencyAmounts.Words(rules.ManualLimitMinor);

    public static string Reviewed(MatchingRules rules) =>
        string.Join(", ", rules.ReviewedFirst.Order().Select(MatchRules.Name).DefaultIfEmpty("no rule"));

    private static IEnumerable<(string Name, string Words)> RowsOf(MatchingRules rules)
    {
        yield return ("Tolerance", CurrencyAmounts.Words(rules.ToleranceMinor));
        yield return ("One person alone up to", Limits(rules));
        yield return ("Looked at before posting", Reviewed(rules));
        yield return ("Candidates are shown from", Number(rules.SuggestedFrom));
        yield return ("A payee's invoice may exceed what was agreed",
            $"by {Number(rules.Supplier.BasisPoints / Hundred)} %, at most {Number(rules.Supplier.MostMinor / Hundred)}");
    }

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
