namespace OpsPortal.Domain.Shared;

/// <summary>One value as it stands and as it would stand, in words.</summary>
public sealed record Comparison(string What, string Before, string After)
{
    public bool IsChanged => Before != After;

    /// <summary>What differs between two lists of named values.</summary>
    /// <param name="none">Stands for a value that one of them does not name.</param>
    public static IReadOnlyList<Comparison> Changed(
        IEnumerable<(string Name, string Words)> before, IEnumerable<(string Name, string Words)> after, string none)
    {
        var (was, becomes) = (ByName(before), ByName(after));
        return
        [
            .. was.Keys.Union(becomes.Keys)
                .Select(name => new Comparison(name, was.GetValueOrDefault(name, none), becomes.GetValueOrDefault(name, none)))
                .Where(row => row.IsChanged),
        ];
    }

    private static Dictionary<string, string> ByName(IEnumerable<(string Name, string Words)> rows) =>
        rows.GroupBy(row => row.Name).ToDictionary(same => same.Key, same => string.Join("; ", same.Select(row => row.Words)));
}
