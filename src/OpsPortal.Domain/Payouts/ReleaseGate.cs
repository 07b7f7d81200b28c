using NodaTime;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// The one place that says whether money may leave. Every condition is asked every time, so that the answer names all that must
/// change. A missing, stale or unknown fact blocks.
/// </summary>
public static class ReleaseGate
{
    public static ReleaseDecision Evaluate(PayableFacts facts, PolicyMatrix? policy, Instant now)
    {
        var failed = new List<FailedCondition>();
        foreach (var ask in ReleaseConditions.Table)
            failed.AddRange(ask(facts, policy, now));
        var disputed = failed.Exists(c => c.Column == GateColumn.Dispute);
        var unsettled = facts.Funds.SettledMinor <= 0;
        var tier = disputed ? ReleaseTier.Disputed : unsettled ? ReleaseTier.Unsettled : ReleaseTier.Confirmed;
        var eligible = failed.Exists(c => c.Blocks) ? 0 : facts.Funds.AvailableMinor;
        return new ReleaseDecision(eligible, tier, failed);
    }

    /// <summary>
    /// Lays what a payee owes and must keep over its payables, oldest first, so that the sum of what is available is never above
    /// settled less recoverable less minimum.
    /// </summary>
    public static IReadOnlyList<FundsFact> TakeOff(IReadOnlyList<FundsFact> oldestFirst, long recoverableMinor,
        long minimumMinor)
    {
        var (owed, kept) = (recoverableMinor, minimumMinor);
        var result = new List<FundsFact>(oldestFirst.Count);
        foreach (var funds in oldestFirst)
        {
            var forOwed = Math.Clamp(owed, 0, Math.Max(0, funds.SettledMinor));
            var forKept = Math.Clamp(kept, 0, Math.Max(0, funds.SettledMinor - forOwed));
            (owed, kept) = (owed - forOwed, kept - forKept);
            result.Add(funds with { RecoverableMinor = forOwed, MinimumMinor = forKept });
        }
        return result;
    }
}
