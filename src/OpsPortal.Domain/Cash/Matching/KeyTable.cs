namespace OpsPortal.Domain.Cash.Matching;

/// <summary>From a key to all positions under it, with one entry of memory per position.</summary>
internal sealed class KeyTable(int capacity)
{
    private readonly Dictionary<ulong, int> heads = new(capacity);
    private readonly List<(int Position, int Next)> entries = new(capacity);

    public void Add(ulong key, int position)
    {
        ref var head = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(heads, key, out var known);
        entries.Add((position, known ? head : -1));
        head = entries.Count - 1;
    }

    public void AddTo(ulong key, ISet<int> found)
    {
        if (!heads.TryGetValue(key, out var at))
            return;
        for (; at >= 0; at = entries[at].Next)
            found.Add(entries[at].Position);
    }

    public List<int> All(ulong key)
    {
        var found = new SortedSet<int>();
        AddTo(key, found);
        return [.. found];
    }
}
