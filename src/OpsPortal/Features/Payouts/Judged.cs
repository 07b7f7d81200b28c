using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>A payable with the gate's answer.</summary>
internal sealed record Judged(Payable Payable, ReleaseDecision Decision)
{
    /// <summary>Asks the gate of each payable, in their order.</summary>
    public static List<Judged> All(IReadOnlyList<Payable> payables, PolicyMatrix? matrix, Instant now) =>
        Processors.Share(payables, payable => new Judged(payable, ReleaseGate.Evaluate(payable.Facts, matrix, now)));
}
