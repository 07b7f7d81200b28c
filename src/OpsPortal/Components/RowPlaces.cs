namespace OpsPortal.Components;

/// <summary>
/// Which row of the screen each record is drawn into. A record that stays keeps its own row, with focus and all, wherever it
/// moves; where none stays (another page, order or filter) the rows are filled anew, which sends a fraction of what new rows do.
/// </summary>
internal sealed class RowPlaces
{
    private Dictionary<(object Key, int Nth), int> places = [];
    private int next;

    /// <summary>The rows of the screen, in the order of the records.</summary>
    public IReadOnlyList<int> Current { get; private set; } = [];

    /// <param name="keys">The records to draw. Two may say the same, and two equal rows would end the person's whole
    /// connection: each is told apart by how many came before.</param>
    public void Take(IReadOnlyList<object> keys)
    {
        var seen = new Dictionary<object, int>(keys.Count);
        var wanted = keys.Select(key => (Key: key, Nth: seen[key] = seen.GetValueOrDefault(key, -1) + 1)).ToList();
        if (!wanted.Exists(places.ContainsKey))
            next = 0;
        places = wanted.ToDictionary(one => one, one => places.TryGetValue(one, out var place) ? place : next++);
        Current = [.. wanted.Select(one => places[one])];
    }
}
