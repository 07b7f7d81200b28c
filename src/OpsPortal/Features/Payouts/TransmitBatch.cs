using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Payouts;

/// <summary>
/// Releases an approved batch: gate, controls, hash, approvals, limits and the documents beneath it are judged again inside the
/// transaction that posts the release and writes the intents to send. A separate power from approving.
/// </summary>
[UseCase]
internal sealed class TransmitBatch(CommandRunner runner, BatchRelease release, ClockCheck clocks)
{
    /// <summary>The action that the proof of identity is for.</summary>
    public const string StepUpAction = "TransmitBatch";

    internal sealed record Command(BatchId Batch, string ShownHash);

    public Task<Outcome<BatchId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.TransmitBatch, actor, work => Transmit(work, command), ct);

    private async Task<Outcome<BatchId>> Transmit(Work work, Command command)
    {
        if (await Batches.ReadAsync(work, command.Batch) is not { } batch)
            return SharedRefusals.NotFound("batch");
        if (await clocks.WhyWrongAsync(work.Db, work.Ct) is { } wrong)
            return SendingRefusals.ClockIsWrong(wrong);
        var ready = batch.Items.Where(i => i.State == PayoutItemState.Ready).ToList();
        await PositionLock.OfBatchAsync(work, batch.Id);
        var check = await BatchCheck.ReadAsync(work.Db, batch, work.Now, work.Ct);
        if (check.IsRefused)
            return check.Refusal;
        if (await DocumentCheck.RefusalAsync(work.Db, ready, work.Ct) is { } contradicted)
            return contradicted;
        var released = batch.Transmit(await FactAsync(work, batch, check.Value, command), work.Now);
        if (released.IsRefused)
            return released.Refusal;
        var proof = await work.RequireStepUpAsync(StepUpAction, batch.Id.Value, command.ShownHash);
        if (proof.IsRefused)
            return proof.Refusal;
        await Decisions.KeepAsync(work, check.Value, DecisionOccasion.Transmission, batch.Id);
        var posted = await release.PostAsync(work, batch, ready);
        if (posted.IsRefused)
            return posted.Refusal;
        work.Audit("Transmitted batch", Batches.Kind, batch.Id.Value, "Approved", $"Released {batch.ContentHash}");
        return batch.Id;
    }

    private static async Task<TransmitFact> FactAsync(Work work, PayoutBatch batch, BatchCheck check, Command command) =>
        new(work.Person.Id, command.ShownHash, check.Policy, check.Context)
        {
            Controls = check.Controls,
            StillApprovers = await StillApproversAsync(work, batch),
            NewPolicies = check.NewPolicies,
            StepUpAt = work.Now,
        };

    /// <summary>Of those who signed, the people who are active, hold the power now, and work for the entity.</summary>
    private static async Task<List<PersonId>> StillApproversAsync(Work work, PayoutBatch batch)
    {
        var signed = batch.CountingApprovals.Select(a => a.PersonId).Distinct().ToList();
        var (roles, givenBy) = (RolePermissions.Holding(Permission.ApproveBatch), work.Now - RoleCooling.Wait);
        return await work.Db.Set<Person>().AsNoTracking()
            .Where(p => signed.Contains(p.Id) && p.DisabledAt == null
                && p.Grants.Any(g => roles.Contains(g.Role) && g.GrantedAt <= givenBy))
            .Where(p => p.Entities.Any(e => e.LegalEntityId == batch.LegalEntityId))
            .Select(p => p.Id)
            .ToListAsync(work.Ct);
    }
}
