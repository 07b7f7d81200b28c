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

    public Instant? LastRunAt { get; private set; }

    public long LastMilliseconds { get; private set; }

    public string? LastResult { get; private set; }

    public string? LastError { get; private set; }

    public Instant? LastErrorAt { get; private set; }

    public int FailuresInARow { get; private set; }

    public long Runs { get; private set; }

    public void Succeeded(Instant at, long milliseconds, string result)
    {
        Ran(at, milliseconds);
        LastResult = result.Length > 200 ? result[..200] : result;
        FailuresInARow = 0;
    }

    public void Failed(Instant at, long milliseconds, string error)
    {
        Ran(at, milliseconds);
        LastError = error.Length > 500 ? error[..500] : error;
        LastErrorAt = at;
        FailuresInARow++;
    }

    private void Ran(Instant at, long milliseconds)
    {
        LastRunAt = at;
        LastMilliseconds = milliseconds;
        Runs++;
    }
}
