using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Disputes;

/// <summary>What a person does about a dispute: records the evidence that was sent, or lets a warning or an inquiry go.</summary>
[UseCase]
internal sealed class WorkDispute(CommandRunner runner)
{
    public Task<Outcome> SendEvidenceAsync(DisputeId id, string evidence, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => MoveAsync(
            work, id, evidence, "Recorded dispute evidence",
            dispute => dispute.SendEvidence(evidence.Trim(), work.Person.Id, work.Now)), ct);

    public Task<Outcome> AcceptRiskAsync(DisputeId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => MoveAsync(
            work, id, reason, "Accepted dispute risk", dispute => dispute.AcceptRisk(reason.Trim(), work.Person.Id, work.Now)),
                ct);

    private static async Task<Outcome> MoveAsync(
        Work work, DisputeId id, string text, string words, Func<DisputeCase, Outcome> move)
    {
        if (Reasons.WhyNot(text) is { } wrong)
            return wrong;
        var dispute = await work.Db.Set<DisputeCase>().SingleOrDefaultAsync(found => found.Id == id, work.Ct);
        if (dispute is null || await work.SeenAsync<Receipt>(r => r.Id == dispute.ReceiptId) is null)
            return SharedRefusals.NotFound("dispute");
        var before = dispute.State;
        var moved = move(dispute);
        if (moved.IsRefused)
            return moved;
        work.Audit(words, "dispute", id.Value, before.ToString(), dispute.State.ToString(), text.Trim());
        await DisputeCases.TellAsync(work, dispute);
        await DisputeCases.SettleAsync(work, dispute);
        return moved;
    }
}
