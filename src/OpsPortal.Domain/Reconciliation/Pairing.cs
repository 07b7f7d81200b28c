namespace OpsPortal.Domain.Reconciliation;

/// <summary>The three steps in which items of two sides find each other; everything is walked in one fixed order.</summary>
internal sealed class Pairing(
    IReadOnlyList<ReconciliationItem> ours, IReadOnlyList<ReconciliationItem> theirs, long toleranceMinor)
{
    private readonly List<ReconciliationItem> restOfOurs = Ordered(ours);
    private readonly List<ReconciliationItem> restOfTheirs = Ordered(theirs);
    private readonly List<ReconciliationMatch> matches = [];
    private readonly HashSet<ReconciliationItem> taken = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> matchedKeys = new(StringComparer.Ordinal);

    public IReadOnlyList<ReconciliationMatch> Matches => matches;

    public IReadOnlyList<ReconciliationItem> RestOfOurs => restOfOurs;

    public IReadOnlyList<ReconciliationItem> RestOfTheirs => restOfTheirs;

    public IReadOnlySet<string> MatchedKeys => matchedKeys;

    public void Run()
    {
        ByKey();
        Forget();
        ByName();
        Forget();
        ByGroup(restOfOurs, restOfTheirs, mirrored: false);
        Forget();
        ByGroup(restOfTheirs, restOfOurs, mirrored: true);
        Forget();
    }

    private static List<ReconciliationItem> Ordered(IEnumerable<ReconciliationItem> items) =>
    [
        .. items.OrderBy(item => item.Key, StringComparer.Ordinal).ThenBy(item => item.AmountMinor).ThenBy(item => item.Date)
            .ThenBy(item => item.Reference, StringComparer.Ordinal).ThenBy(item => item.Group, StringComparer.Ordinal)
            .ThenBy(item => string.Join('\u001f', item.Also), StringComparer.Ordinal),
    ];

    private void ByKey()
    {
        var there = restOfTheirs.ToLookup(item => item.Key, StringComparer.Ordinal);
        foreach (var group in restOfOurs.GroupBy(item => item.Key, StringComparer.Ordinal))
        {
            List<ReconciliationItem> left = [.. group], right = [.. there[group.Key]];
            foreach (var one in left.ToList())
            {
                if (right.Find(other => other.AmountMinor == one.AmountMinor) is not { } same)
                    continue;
                left.Remove(one);
                right.Remove(same);
                Take("key", [one], [same]);
            }

            Leftovers(left, right);
        }
    }

    // One that equals the sum of several is their sum; else what has the same key and another amount differs.
    private void Leftovers(List<ReconciliationItem> left, List<ReconciliationItem> right)
    {
        if (left.Count == 0 || right.Count == 0)
            return;
        if ((left.Count == 1 || right.Count == 1) && Math.Abs(SumOf(left) - SumOf(right)) <= toleranceMinor)
        {
            Take("key", left, right);
            return;
        }

        for (var at = 0; at < Math.Min(left.Count, right.Count); at++)
            Take("key", [left[at]], [right[at]]);
    }

    private void ByName()
    {
        var here = ByNames(restOfOurs);
        var there = ByNames(restOfTheirs);
        foreach (var name in here.Select(group => group.Key).Order(StringComparer.Ordinal))
        {
            List<ReconciliationItem> left = Free(here[name]), right = Free(there[name]);
            if (left.Count == 1 && right.Count == 1 && left[0].AmountMinor == right[0].AmountMinor)
                Take("reference", left, right);
        }
    }

    private void ByGroup(List<ReconciliationItem> many, List<ReconciliationItem> single, bool mirrored)
    {
        var named = ByNames(single);
        foreach (var group in many.Where(item => item.Group is not null).GroupBy(item => item.Group!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            List<ReconciliationItem> parts = Free(group), whole = Free(named[group.Key]);
            if (parts.Count == 0 || whole.Count != 1 || Math.Abs(SumOf(parts) - SumOf(whole)) > toleranceMinor)
                continue;
            Take("group", mirrored ? whole : parts, mirrored ? parts : whole);
        }
    }

    private static ILookup<string, ReconciliationItem> ByNames(IEnumerable<ReconciliationItem> items) =>
        items.SelectMany(item => item.Names.Distinct(StringComparer.Ordinal).Select(name => (name, item)))
            .ToLookup(row => row.name, row => row.item, StringComparer.Ordinal);

    private List<ReconciliationItem> Free(IEnumerable<ReconciliationItem> items) =>
        [.. items.Where(item => !taken.Contains(item))];

    private static long SumOf(List<ReconciliationItem> items) => items.Sum(item => item.AmountMinor);

    private void Take(string rule, IReadOnlyList<ReconciliationItem> left, IReadOnlyList<ReconciliationItem> right)
    {
        matches.Add(new ReconciliationMatch(matches.Count + 1, rule, [.. left], [.. right]));
        foreach (var item in left.Concat(right))
        {
            taken.Add(item);
            matchedKeys.Add(item.Key);
        }
    }

    private void Forget()
    {
        restOfOurs.RemoveAll(taken.Contains);
        restOfTheirs.RemoveAll(taken.Contains);
    }
}
