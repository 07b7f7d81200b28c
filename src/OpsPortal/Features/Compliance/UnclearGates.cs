using OpsPortal.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Compliance;

/// <summary>Stops what was released to a payee and has not left, where a gate that the policy asks of it is clear no more:
/// release judged it by the decision before.</summary>
[Part]
internal sealed class UnclearGates(StopPayouts payouts)
{
    public async Task StopAsync(Work work, Payee payee, IReadOnlyCollection<GateKind> gates)
    {
        var matrix = await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct);
        if (!gates.Any(gate => matrix?.Asks(gate, payee.Kind) ?? true))
            return;
        await PositionLock.OfPayeeAsync(work, payee.LegalEntityId, payee.Id);
        await payouts.OfPayeeAsync(work, payee.Id, FailureReasons.GateNotClear);
    }
}
