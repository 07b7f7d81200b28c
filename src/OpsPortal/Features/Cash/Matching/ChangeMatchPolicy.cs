using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Makes a new version of a legal entity's matching policy; results name the version under which they were
/// found.</summary>
[UseCase]
internal sealed class ChangeMatchPolicy(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, MatchingRules Rules, string Reason);

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome<PolicyId>> ChangeAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity");
        var number = 1 + (await work.Db.Set<MatchPolicyVersion>().Where(policy => policy.LegalEntityId == command.Entity)
            .MaxAsync(policy => (int?)policy.Number, work.Ct) ?? 0);
        var made = MatchPolicyVersion.Make(
            new PolicyId(Guid.CreateVersion7()), command.Entity, number, command.Rules, command.Reason, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Changed matching policy", "policy", made.Value.Id.Value, $"version {number - 1}", $"version {number}",
            command.Reason);
        return made.Value.Id;
    }
}

/// <summary>The matching policies in force and all their versions, newest first.</summary>
[UseCase]
internal sealed class MatchPolicyList(QueryRunner runner)
{
    internal sealed record Entity(LegalEntityId Id, string Name, MatchingRules Rules, int Number);

    internal sealed record Answer(
        IReadOnlyList<Entity> Entities, IReadOnlyList<MatchPolicyVersion> Versions, bool MayEdit);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var seen = reading.Person.LegalEntities;
        var entities = await reading.Db.Set<LegalEntity>().Where(entity => seen.Contains(entity.Id))
            .OrderBy(entity => entity.Name).Select(entity => new { entity.Id, entity.Name }).ToListAsync(reading.Ct);
        var versions = await reading.Db.Set<MatchPolicyVersion>().Where(policy => seen.Contains(policy.LegalEntityId))
            .OrderByDescending(policy => policy.EffectiveFrom).ThenByDescending(policy => policy.Number).ToListAsync(reading.Ct);
        var newest = versions.GroupBy(policy => policy.LegalEntityId)
            .ToDictionary(group => group.Key, group => group.MaxBy(policy => policy.Number)!);
        return new Answer(
            [.. entities.Select(entity => newest.TryGetValue(entity.Id, out var policy)
                ? new Entity(entity.Id, entity.Name, policy.Rules, policy.Number)
                : new Entity(entity.Id, entity.Name, MatchingRules.Delivered, 0))],
            versions, reading.Person.May(Permission.EditPolicies));
    }
}
