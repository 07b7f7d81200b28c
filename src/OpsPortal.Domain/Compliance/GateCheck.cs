using NodaTime;

namespace OpsPortal.Domain.Compliance;

/// <summary>Why one required gate blocks, or that it is clear.</summary>
public sealed record GateStanding(GateKind Gate, bool IsClear, string Code, string Words);

/// <summary>Reads the last decision of a gate against the policy row that asks for it. Missing, stale and unknown
/// block.</summary>
public static class GateCheck
{
    public static GateStanding Stand(PolicyRow asked, IEnumerable<GateFact> facts, Instant now)
    {
        var name = GateWords.Name(asked.Gate);
        var last = facts.Where(f => f.Kind == asked.Gate).MaxBy(f => f.DecidedAt);
        if (last is null)
            return Blocked(asked, "missing", $"{name}: nothing is on record.");
        if (last.ExpiresAt <= now)
            return Blocked(asked, "expired", $"{name}: the decision has expired.");
        if (asked.MaxAgeDays is { } days && last.DecidedAt + Duration.FromDays(days) <= now)
            return Blocked(asked, "stale", $"{name}: decided more than {days} days ago, policy asks for a newer one.");
        return last.Outcome switch
        {
            GateOutcome.Clear => new GateStanding(asked.Gate, true, "", $"{name}: clear."),
            GateOutcome.Failed => Blocked(asked, "failed", $"{name}: failed."),
            GateOutcome.Pending => Blocked(asked, "pending", $"{name}: still being checked."),
            _ => Blocked(asked, "unknown", $"{name}: the answer is unknown."),
        };
    }

    private static GateStanding Blocked(PolicyRow asked, string reason, string words) =>
        new(asked.Gate, false, $"gate.{asked.Gate.ToString().ToLowerInvariant()}-{reason}", words);
}
