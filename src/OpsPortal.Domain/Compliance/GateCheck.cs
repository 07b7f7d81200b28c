using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>What the last decision of a gate comes to under the policy that asks for it.</summary>
public enum GateFinding
{
    Clear,
    Missing,
    Expired,
    Stale,
    Failed,
    Pending,
    Unknown,

    /// <summary>Decided, but for other bank details than those in use.</summary>
    OtherAccount,
}

/// <summary>Why one required gate blocks, or that it is clear.</summary>
public readonly record struct GateStanding(PolicyRow Asked, GateFinding Finding)
{
    /// <summary>How long before a clear gate runs out somebody is asked to decide it anew.</summary>
    public static readonly Duration Notice = Duration.FromDays(14);

    public bool IsClear => Finding == GateFinding.Clear;

    /// <summary>When the last decision that counts runs out; null where it does not, or where there is none.</summary>
    public Instant? Until { get; init; }

    /// <summary>Whether somebody has to decide it: nothing that counts is decided, or what is clear runs out soon. What failed
    /// is decided.</summary>
    public bool WaitsForDecision(Instant now) => Finding switch
    {
        GateFinding.Failed => false,
        GateFinding.Clear => Until <= now + Notice,
        _ => true,
    };

    /// <summary>The stable code of what blocks; empty where nothing does.</summary>
    public string Code => IsClear ? "" : $"gate.{Asked.Gate}-{Finding}".ToLowerInvariant();

    public string Words => $"{GateWords.Name(Asked.Gate)}: " + Finding switch
    {
        GateFinding.Clear when Until is { } until => $"clear until {DayWords.Of(until.InUtc().Date)}.",
        GateFinding.Clear => "clear.",
        GateFinding.Missing => "nothing is on record.",
        GateFinding.Expired => "the decision has expired.",
        GateFinding.Stale => $"decided more than {Asked.MaxAgeDays} days ago, policy asks for a newer one.",
        GateFinding.Failed => "failed.",
        GateFinding.Pending => "still being checked.",
        GateFinding.OtherAccount => "decided for other bank details, undecided for those in use.",
        _ => "the answer is unknown.",
    };
}

/// <summary>Reads the last decision of a gate against the policy row that asks for it. Missing, stale and unknown
/// block; a failure stays one however old it is. Where the gate speaks of bank details, only decisions about those in use
/// are read.</summary>
public static class GateCheck
{
    /// <param name="account">The version of the bank details that would be paid; null where there are none.</param>
    public static GateStanding Stand(PolicyRow asked, IReadOnlyList<GateFact> facts, int? account, Instant now) =>
        Last(asked.Gate, facts, account) is { } last
            ? new(asked, Finding(asked, last, now)) { Until = Until(asked, last) }
            : new(asked, facts.Any(fact => fact.Kind == asked.Gate) ? GateFinding.OtherAccount : GateFinding.Missing);

    private static GateFact? Last(GateKind gate, IReadOnlyList<GateFact> facts, int? account)
    {
        GateFact? last = null;
        foreach (var fact in facts)
            if (fact.Kind == gate && AccountGates.Counts(gate, fact.AccountVersion, account)
                && !(fact.DecidedAt <= last?.DecidedAt))
                last = fact;
        return last;
    }

    private static GateFinding Finding(PolicyRow asked, GateFact last, Instant now) => last switch
    {
        { Outcome: GateOutcome.Failed } => GateFinding.Failed,
        _ when last.ExpiresAt <= now => GateFinding.Expired,
        _ when Aged(asked, last) <= now => GateFinding.Stale,
        { Outcome: GateOutcome.Clear } => GateFinding.Clear,
        { Outcome: GateOutcome.Pending } => GateFinding.Pending,
        _ => GateFinding.Unknown,
    };

    /// <summary>From when on the policy asks for a newer decision.</summary>
    private static Instant? Aged(PolicyRow asked, GateFact last) =>
        asked.MaxAgeDays is { } days ? last.DecidedAt + Duration.FromDays(days) : null;

    private static Instant? Until(PolicyRow asked, GateFact last) =>
        Aged(asked, last) is { } aged && !(last.ExpiresAt < aged) ? aged : last.ExpiresAt;
}
