namespace OpsPortal.Tests.Simulation;

/// <summary>What the races of one run came to.</summary>
internal sealed class RaceTally
{
    private readonly SortedDictionary<RaceEnd, int> ends = [];

    public int Rounds { get; private set; }

    private int Moves { get; set; }

    private int Done { get; set; }

    private int Undecided { get; set; }

    public void Add(IReadOnlyCollection<RaceResult> results, RaceEnd end)
    {
        Rounds++;
        Moves += results.Count;
        Done += results.Count(one => one.IsDone);
        Undecided += results.Count(one => one.IsUndecided);
        ends[end] = ends.GetValueOrDefault(end) + 1;
    }

    public override string ToString() => $"{Moves} moves, {Done} done, {Undecided} answered \"look again\"; "
        + string.Join(", ", ends.Select(end => $"{end.Value} {end.Key.ToString().ToLowerInvariant()}"));
}
