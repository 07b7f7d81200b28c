using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
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
        runner.RunAsync(Permission.EditPolicies, actor,
            work => EntityPolicies.AddAsync<ReconciliationPolicy, ReconciliationRules>(
                work, command.Entity, "Changed reconciliation policy", command.Reason, number => ReconciliationPolicy.Make(
                    new PolicyId(Guid.CreateVersion7()), command.Entity, number, command.Rules, command.Reason, work.Person.Id,
                    work.Now)), ct);
}

/// <summary>The rules of reconciliation in force and all their versions, newest first.</summary>
[UseCase]
internal sealed class ReconciliationPolicyList(QueryRunner runner)
{
    public Task<Outcome<EntityPolicyList<ReconciliationPolicy, ReconciliationRules>>> RunAsync(
        Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor,
            reading => EntityPolicies.ListAsync<ReconciliationPolicy, ReconciliationRules>(
                reading, ReconciliationRules.Delivered), ct);
}
