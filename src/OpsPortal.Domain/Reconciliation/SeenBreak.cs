using NodaTime;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>
/// A break as one run saw it: what it added to the difference of that run, and since when so much is explained. What later runs
/// make of the break leaves it as it is, so that a month goes by what its own runs found.
/// </summary>
public sealed class SeenBreak
{
    private SeenBreak()
    {
    }

    public ReconciliationRunId RunId { get; private set; }

    public ReconciliationBreakId BreakId { get; private set; }

    public BreakKind Kind { get; private set; }

    public long EffectMinor { get; private set; }

    /// <summary>When somebody first wrote down why so much differs.</summary>
    public Instant? ExplainedAt { get; private set; }

    public static SeenBreak Of(ReconciliationRun run, ReconciliationBreak found) => new()
    {
        RunId = run.Id, BreakId = found.Id, Kind = found.Kind, EffectMinor = found.EffectMinor,
        ExplainedAt = found.State == BreakState.Explained ? found.ExplainedAt : null,
    };

    public bool IsExplained(Instant at) => ExplainedAt <= at;

    /// <summary>The words of a break count for every run that saw the same amount, and from the first time that they were
    /// said.</summary>
    public void TakeWords(ReconciliationBreak found)
    {
        if (found.EffectMinor == EffectMinor)
            ExplainedAt ??= found.ExplainedAt;
    }
}
