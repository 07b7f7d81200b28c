using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>What a new version of a reconciliation policy changes, each value beside the one before.</summary>
internal static class ReconciliationComparison
{
    public static IReadOnlyList<Comparison> Of(ReconciliationRules before, ReconciliationRules after) =>
        Comparison.Changed(RowsOf(before), RowsOf(after), "None");

    private static IEnumerable<(string Name, string Words)> RowsOf(ReconciliationRules rules) =>
        Enum.GetValues<ReconciliationLayer>().SelectMany(layer => new[]
        {
            ($"{BreakWords.Of(layer)}, tolerance", CurrencyAmounts.Words(rules.Of(layer).ToleranceMinor)),
            ($"{BreakWords.Of(layer)}, a break is explained within", CountWords.Of(rules.Of(layer).BreakHours, "hour")),
        });
}
