using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The checklists of closes: each keeps the version with which it began.</summary>
internal static class Checklists
{
    /// <summary>The number of the version in force; 0 is as delivered.</summary>
    public static async Task<int> InForceAsync(OpsDbContext db, LegalEntityId entity, Instant now, CancellationToken ct) =>
        await db.Set<ChecklistPolicy>().Where(policy => policy.LegalEntityId == entity && policy.EffectiveFrom <= now)
            .MaxAsync(policy => (int?)policy.Number, ct) ?? 0;

    public static async Task<ChecklistRules> OfAsync(OpsDbContext db, PeriodClose close, CancellationToken ct)
    {
        var policy = close.ChecklistNumber == 0 ? null : await db.Set<ChecklistPolicy>().AsNoTracking().SingleAsync(
            one => one.LegalEntityId == close.LegalEntityId && one.Number == close.ChecklistNumber, ct);
        return policy?.Rules ?? ChecklistRules.Delivered;
    }
}

/// <summary>Makes a new version of a company's checklist. Closes that have begun keep theirs.</summary>
[UseCase]
internal sealed class ChangeChecklist(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, ChecklistRules Rules, string Reason);

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => EntityPolicies.AddAsync<ChecklistPolicy, ChecklistRules>(
            work, command.Entity, "Changed close checklist", command.Reason, number => ChecklistPolicy.Make(
                new PolicyId(Guid.CreateVersion7()), command.Entity, number, command.Rules, command.Reason, work.Person.Id,
                work.Now)), ct);
}

/// <summary>The checklists in force and all their versions, newest first.</summary>
[UseCase]
internal sealed class ChecklistList(QueryRunner runner)
{
    public Task<Outcome<EntityPolicyList<ChecklistPolicy, ChecklistRules>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor,
            reading => EntityPolicies.ListAsync<ChecklistPolicy, ChecklistRules>(reading, ChecklistRules.Delivered), ct);
}
