using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Simulation;

/// <summary>A provider's event on its way to us.</summary>
internal sealed record Letter(string EventId, string Body, Instant DueAt);

/// <summary>The way from the provider to us: letters come late, overtake each other, come twice, and come again until they are
/// answered.</summary>
internal sealed class Courier(Random random)
{
    private readonly List<Letter> waiting = [];
    private int posted;

    /// <summary>Faults have stopped: letters come at once and once.</summary>
    public bool IsSteady { get; set; }

    public HashSet<string> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>Letters that contradict the truth; they may end as dead letters.</summary>
    public HashSet<string> Wrong { get; } = new(StringComparer.Ordinal);

    public int Repeated { get; private set; }

    public bool IsEmpty => waiting.Count == 0;

    public Instant? NextDue => waiting.Count == 0 ? null : waiting.Min(letter => letter.DueAt);

    /// <summary>Each gets a number of its own: those of one instant are handled in its order.</summary>
    public void Post(SandboxDelivery told, bool isWrong = false)
    {
        var letter = new Letter($"evt_{++posted:D6}", told.Body, told.DueAt);
        if (isWrong)
            Wrong.Add(letter.EventId);
        Send(letter);
        while (!IsSteady && random.Next(4) == 0)
        {
            Repeated++;
            Send(letter);
        }
    }

    /// <summary>What arrives now, in no order.</summary>
    public Letter[] Due(Instant now)
    {
        var due = waiting.Where(letter => letter.DueAt <= now).ToArray();
        waiting.RemoveAll(letter => letter.DueAt <= now);
        random.Shuffle(due);
        return due;
    }

    /// <summary>It had no answer: the provider sends it again.</summary>
    public void Again(Letter letter, Instant now) =>
        waiting.Add(letter with { DueAt = now + Duration.FromMinutes(1 + random.Next(5)) });

    private void Send(Letter letter)
    {
        var late = IsSteady ? 0 : random.Next(10) == 0 ? random.Next(300) : random.Next(8);
        waiting.Add(letter with { DueAt = letter.DueAt + Duration.FromMinutes(late) });
    }
}
