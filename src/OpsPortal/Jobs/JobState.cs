using NodaTime;

namespace OpsPortal.Jobs;

/// <summary>How a job last went on one node.</summary>
internal sealed class JobState
{
    private JobState()
    {
    }

    public JobState(string name, string node)
    {
        Name = name;
        Node = node;
    }

    public string Name { get; private set; } = "";

    public string Node { get; private set; } = "";

    /// <summary>When it last ran, whether or not there was anything to do; idle runs are written down once a minute.</summary>
    public Instant? LastRunAt { get; private set; }

    /// <summary>When a run last did something.</summary>
    public Instant? LastEffectAt { get; private set; }

    public long LastMilliseconds { get; private set; }

    public string? LastResult { get; private set; }

    public string? LastError { get; private set; }

    public Instant? LastErrorAt { get; private set; }

    public int FailuresInARow { get; private set; }

    public long Runs { get; private set; }

    public void Succeeded(Instant at, long milliseconds, string result)
    {
        Ran(at, milliseconds, 1);
        LastEffectAt = at;
        LastResult = result.Length > 200 ? result[..200] : result;
        FailuresInARow = 0;
    }

    /// <summary>So many runs in a row found nothing to do.</summary>
    public void Idled(Instant at, long milliseconds, long runs)
    {
        Ran(at, milliseconds, runs);
        FailuresInARow = 0;
    }

    public void Failed(Instant at, long milliseconds, string error)
    {
        Ran(at, milliseconds, 1);
        LastError = error.Length > 500 ? error[..500] : error;
        LastErrorAt = at;
        FailuresInARow++;
    }

    private void Ran(Instant at, long milliseconds, long runs)
    {
        LastRunAt = at;
        LastMilliseconds = milliseconds;
        Runs += runs;
    }
}
