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
        return Comparison.Changed(RowsOf(before, after, names), RowsOf(after, before, names), "Not on the list");
    }

    // By its code, so that an item with another name is the same item; its place among those that both lists have.
    private static IEnumerable<(string Name, string Words)> RowsOf(
        ChecklistRules rules, ChecklistRules other, Dictionary<string, string> names)
    {
        var place = 0;
        foreach (var item in rules.Items)
        {
            var name = names[item.Code];
            yield return ($"{name}, name", item.Name);
            yield return ($"{name}, what is to be seen", item.Ask);
            yield return ($"{name}, owner", Words.Of(item.Owner));
            yield return ($"{name}, due", $"{CountWords.Of(item.DueDays, "working day")} after the month");
            yield return ($"{name}, waits for",
                string.Join(", ", item.After.Select(code => names[code]).DefaultIfEmpty("nothing")));
            if (other.Of(item.Code) is not null)
                yield return ($"{name}, place", $"{++place}");
        }
    }
}
