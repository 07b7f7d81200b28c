namespace OpsPortal.Domain.Tests.Flows;

/// <summary>Repeatable chance: the same seed throws the same numbers, so that a flow that fails can be shrunk and run
/// again.</summary>
internal sealed class Dice(int seed)
{
    private ulong state = (ulong)(uint)seed;

    /// <summary>0 up to, not including, the number of sides.</summary>
    public int Throw(int sides)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)sides);
        }
    }

    public bool Once(int outOf) => Throw(outOf) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Throw(from.Count)];

    /// <summary>From 1 to the most: often all of it, sometimes a single minor unit.</summary>
    public long UpTo(long most) => Throw(6) switch
    {
        0 or 1 => most,
        2 => 1,
        _ => 1 + Throw((int)Math.Min(most, int.MaxValue)),
    };

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Throw(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
