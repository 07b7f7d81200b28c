using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>What a new version of a checklist changes, each item beside the one that it takes the place of.</summary>
internal static class ChecklistComparison
{
    public static IReadOnlyList<Comparison> Of(ChecklistRules before, ChecklistRules after)
    {
        var names = after.Items.Concat(before.Items).DistinctBy(item => item.Code)
            .ToDictionary(item => item.Code, item => item.Name);
        return Comparison.Changed(
            [.. RowsOf(before, names), OrderOf(before, after, names)], [.. RowsOf(after, names), OrderOf(after, before, names)],
            "Not on the list");
    }

    // By its code, so that an item with another name is the same item.
    private static IEnumerable<(string Name, string Words)> RowsOf(ChecklistRules rules, Dictionary<string, string> names) =>
        rules.Items.Select(item => (names[item.Code], WordsOf(item, names)));

    private static (string Name, string Words) OrderOf(
        ChecklistRules rules, ChecklistRules other, Dictionary<string, string> names) =>
        ("Order", string.Join(", ", rules.Items.Where(item => other.Of(item.Code) is not null).Select(item => names[item.Code])));

    private static string WordsOf(CloseItem item, Dictionary<string, string> names) =>
        $"{item.Name}: {item.Ask} {Words.Of(item.Owner)}, {CountWords.Of(item.DueDays, "working day")} after the month"
        + (item.After.Count == 0 ? "" : $", after {string.Join(", ", item.After.Select(code => names[code]))}");
}
