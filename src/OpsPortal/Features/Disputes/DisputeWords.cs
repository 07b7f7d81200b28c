using OpsPortal.Components;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Disputes;

/// <summary>How disputes read and look.</summary>
internal static class DisputeWords
{
    public static string Of(DisputeKind kind) => kind switch
    {
        DisputeKind.FraudWarning => "Fraud warning",
        DisputeKind.PreDispute => "Inquiry before a dispute",
        _ => "Formal dispute",
    };

    public static string Of(DisputeState state) => state switch
    {
        DisputeState.Open => "Waits for us",
        DisputeState.Answered => "Evidence sent",
        DisputeState.Accepted => "Risk accepted",
        _ => state.ToString(),
    };

    /// <summary>Why nobody answers it any more; null while the provider awaits an answer.</summary>
    public static string? WhyNoAnswer(DisputeCase dispute, Instant now) => dispute switch
    {
        _ when dispute.AwaitsAnswer(now) => null,
        { WaitsForUs: true } => "The provider takes no answer any more: the deadline has passed.",
        _ => $"The provider awaits no answer: {Of(dispute.State).ToLowerInvariant()}.",
    };

    /// <summary>How far it has come, as a line in the history of its case.</summary>
    public static string Moved(DisputeCase dispute) => dispute.State switch
    {
        DisputeState.Answered => $"Evidence sent: {dispute.Evidence}",
        DisputeState.Accepted => $"Risk accepted: {dispute.Outcome}",
        _ => $"{Of(dispute.Kind)} {Of(dispute.State).ToLowerInvariant()}. {dispute.Outcome} {Money(dispute)}".Replace("  ", " "),
    };

    /// <summary>Where the money of the dispute is.</summary>
    public static string Money(DisputeCase dispute) => dispute switch
    {
        { State: DisputeState.Won } when dispute.HoldsMoney => "The provider gave it back; payees hold their part again.",
        { State: DisputeState.Lost } when dispute.HoldsMoney =>
            "The buyer has it. What we still held of it for payees is gone; what they had been paid is theirs to return.",
        { State: DisputeState.Refunded } => "It went back to the buyer.",
        { HoldsMoney: true } => "The provider has taken it; the payees' part that we still held is kept back.",
        _ => "Nothing has been taken.",
    };

    public static Tone ToneOf(DisputeState state) => state switch
    {
        DisputeState.Open or DisputeState.Lapsed => Tone.Warn,
        DisputeState.Lost => Tone.Bad,
        DisputeState.Won or DisputeState.Refunded => Tone.Good,
        _ => Tone.Neutral,
    };
}
