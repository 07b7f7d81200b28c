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

    public static Tone ToneOf(DisputeState state) => state switch
    {
        DisputeState.Open or DisputeState.Lapsed => Tone.Warn,
        DisputeState.Lost => Tone.Bad,
        DisputeState.Won or DisputeState.Refunded => Tone.Good,
        _ => Tone.Neutral,
    };
}
