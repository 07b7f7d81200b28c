using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The rules of a company and the number of their version; 0 is as delivered.</summary>
internal sealed record RulesInForce(ReconciliationRules Rules, int Number);

internal static class ReconciliationPolicies
{
    public static async Task<RulesInForce> InForceAsync(OpsDbContext db, LegalEntityId entity, Instant now, CancellationToken ct)
    {
        var policy = await db.Set<ReconciliationPolicy>().AsNoTracking()
            .Where(one => one.LegalEntityId == entity && one.EffectiveFrom <= now)
            .OrderByDescending(one => one.Number).FirstOrDefaultAsync(ct);
        return policy is null ? new RulesInForce(ReconciliationRules.Delivered, 0)
            : new RulesInForce(policy.Rules, policy.Number);
    }
}

/// <summary>Makes a new version of a company's rules of reconciliation; runs name the version under which they were
/// made.</summary>
[UseCase]
internal sealed class ChangeReconciliationPolicy(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, ReconciliationRules Rules, string Reason);

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome<PolicyId>> ChangeAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity");
        var number = 1 + (await work.Db.Set<ReconciliationPolicy>().Where(policy => policy.LegalEntityId == command.Entity)
            .MaxAsync(policy => (int?)policy.Number, work.Ct) ?? 0);
        var made = ReconciliationPolicy.Make(
            new PolicyId(Guid.CreateVersion7()), command.Entity, number, command.Rules, command.Reason, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Changed reconciliation policy", "policy", made.Value.Id.Value, $"version {number - 1}", $"version {number}",
            command.Reason);
        return made.Value.Id;
    }
}

/// <summary>The rules of reconciliation in force and all their versions, newest first.</summary>
[UseCase]
internal sealed class ReconciliationPolicyList(QueryRunner runner)
{
    internal sealed record Entity(LegalEntityId Id, string Name, ReconciliationRules Rules, int Number);

    internal sealed record Answer(
        IReadOnlyList<Entity> Entities, IReadOnlyList<ReconciliationPolicy> Versions, bool MayEdit);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var seen = reading.Person.LegalEntities;
        var entities = await reading.Db.Set<LegalEntity>().Where(entity => seen.Contains(entity.Id))
            .OrderBy(entity => entity.Name).Select(entity => new { entity.Id, entity.Name }).ToListAsync(reading.Ct);
        var versions = await reading.Db.Set<ReconciliationPolicy>().Where(policy => seen.Contains(policy.LegalEntityId))
            .OrderByDescending(policy => policy.EffectiveFrom).ThenByDescending(policy => policy.Number).ToListAsync(reading.Ct);
        var newest = versions.GroupBy(policy => policy.LegalEntityId)
            .ToDictionary(group => group.Key, group => group.MaxBy(policy => policy.Number)!);
        return new Answer(
            [.. entities.Select(entity => newest.TryGetValue(entity.Id, out var policy)
                ? new Entity(entity.Id, entity.Name, policy.Rules, policy.Number)
                : new Entity(entity.Id, entity.Name, ReconciliationRules.Delivered, 0))],
            versions, reading.Person.May(Permission.EditPolicies));
    }
}
