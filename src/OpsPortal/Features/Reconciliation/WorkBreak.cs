using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>What people do to a break: give it an owner, write down why it is there.</summary>
[UseCase]
internal sealed class WorkBreak(CommandRunner runner)
{
    public const string Kind = "reconciliation break";

    /// <summary>What the audit log calls an explanation: packs read from it what was said until a signature.</summary>
    public const string Explained = "Explained break";

    /// <param name="to">The owner; null takes it oneself.</param>
    public Task<Outcome> AssignAsync(ReconciliationBreakId id, PersonId? to, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, async work =>
        {
            if (await FindAsync(work, id) is not { } found)
                return SharedRefusals.NotFound("break");
            var owner = to ?? work.Person.Id;
            if (!await BreakWorkers.Of(work.Db, found.LegalEntityId).AnyAsync(person => person.Id == owner, work.Ct))
                return SharedRefusals.NotFound("person");
            if (found.Assign(owner).Refusal is { } refusal)
                return refusal;
            work.Audit("Assigned break", Kind, id.Value, after: owner.ToString());
            if (owner != work.Person.Id)
                work.Notify(owner, $"A reconciliation break is yours: {BreakWords.Of(found.Kind)}, {found.Reference}",
                    $"/reconciliation/{found.LastRunId}");
            return Outcome.Done;
        }, ct);

    public Task<Outcome> ExplainAsync(
        ReconciliationBreakId id, BreakReason? reason, string? explanation, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, async work =>
        {
            if (await FindAsync(work, id) is not { } found)
                return SharedRefusals.NotFound("break");
            if (reason is not { } kind)
                return SharedRefusals.Required("kind of reason");
            var before = found.Explanation;
            if (found.Explain(kind, explanation, work.Person.Id, work.Now).Refusal is { } refusal)
                return refusal;
            foreach (var seen in await work.Db.Set<SeenBreak>().Where(one => one.BreakId == id).ToListAsync(work.Ct))
                seen.TakeWords(found);
            work.Audit(Explained, Kind, id.Value, before, $"{kind}: {found.Explanation}");
            await BreakCases.CloseAsync(work, found, found.Explanation!);
            return Outcome.Done;
        }, ct);

    private static Task<ReconciliationBreak?> FindAsync(Work work, ReconciliationBreakId id) =>
        work.SeenAsync<ReconciliationBreak>(one => one.Id == id);
}

/// <summary>Another person reads a run and signs for it.</summary>
[UseCase]
internal sealed class ReviewReconciliation(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ReconciliationRunId id, string? note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReviewReconciliation, actor, work => ReviewAsync(work, id, note), ct);

    private static async Task<Outcome> ReviewAsync(Work work, ReconciliationRunId id, string? note)
    {
        if (await work.SeenAsync<ReconciliationRun>(one => one.Id == id) is not { } run)
            return SharedRefusals.NotFound("run");
        var seen = await work.Db.Set<SeenBreak>().Where(one => one.RunId == id).ToListAsync(work.Ct);
        var unexplained = seen.Exists(one => one.ExplainedAt is null && one.Kind.IsResidual());
        var breaks = seen.ConvertAll(one => one.BreakId);
        var explainers = await work.Db.Set<ReconciliationBreak>()
            .Where(one => breaks.Contains(one.Id) && one.ExplainedBy != null).Select(one => one.ExplainedBy!.Value).Distinct()
            .ToListAsync(work.Ct);
        if (run.Review(work.Person.Id, work.Now, note, explainers, unexplained).Refusal is { } refusal)
            return refusal;
        work.Audit("Reviewed reconciliation", "reconciliation", id.Value, after: run.Basis.ToString(), reason: run.ReviewNote);
        return Outcome.Done;
    }
}

/// <summary>Who may answer for a break: those who reconcile and work for its company.</summary>
internal static class BreakWorkers
{
    public static IQueryable<Person> Of(Data.OpsDbContext db, LegalEntityId entity)
    {
        var roles = RolePermissions.Holding(Permission.Reconcile);
        return db.Set<Person>().Where(person => person.DisabledAt == null
            && person.Grants.Any(grant => roles.Contains(grant.Role))
            && person.Entities.Any(grant => grant.LegalEntityId == entity));
    }
}
