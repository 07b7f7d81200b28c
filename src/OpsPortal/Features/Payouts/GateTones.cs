using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Green, amber or red for one question about a payable, with the words behind it.</summary>
internal static class GateTones
{
    public static Tone Of(ReleaseDecision decision, GateColumn column)
    {
        var failed = decision.Conditions.Where(c => c.Column == column).ToList();
        return failed.Count == 0 ? Tone.Good : failed.Exists(c => c.Blocks) ? Tone.Bad : Tone.Warn;
    }

    public static string Words(ReleaseDecision decision, GateColumn column)
    {
        var failed = decision.Conditions.Where(c => c.Column == column).Select(c => c.Words).ToList();
        return failed.Count == 0 ? $"{column}: clear" : string.Join(' ', failed);
    }

    public static Tone Of(BatchState state) => state switch
    {
        BatchState.Settled => Tone.Good,
        BatchState.Cancelled => Tone.Neutral,
        BatchState.Submitted => Tone.Warn,
        BatchState.Draft => Tone.Neutral,
        _ => Tone.Info,
    };

    public static Tone Of(PayoutItemState state) => state switch
    {
        PayoutItemState.Paid => Tone.Good,
        PayoutItemState.Failed or PayoutItemState.Returned => Tone.Bad,
        PayoutItemState.Unknown => Tone.Warn,
        PayoutItemState.Ready or PayoutItemState.Cancelled => Tone.Neutral,
        _ => Tone.Info,
    };
}
