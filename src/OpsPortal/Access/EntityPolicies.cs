using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Access;

/// <summary>The rules of a legal entity and the number of their version; 0 is as delivered.</summary>
internal sealed record EntityRules<TRules>(LegalEntityId Id, string Name, TRules Rules, int Number);

/// <summary>The rules in force of every legal entity that a person sees, and all their versions, newest first.</summary>
internal sealed record EntityPolicyList<TPolicy, TRules>(
    IReadOnlyList<EntityRules<TRules>> Entities, IReadOnlyList<TPolicy> Versions, bool MayEdit);

/// <summary>What all policies share that a legal entity has in versions.</summary>
internal static class EntityPolicies
{
    /// <summary>Adds the next version.</summary>
    /// <param name="what">What the audit row says was done.</param>
    /// <param name="make">Makes the version of a number, or refuses it.</param>
    public static async Task<Outcome<PolicyId>> AddAsync<TPolicy, TRules>(
        Work work, LegalEntityId entity, string what, string reason, Func<int, Outcome<TPolicy>> make)
        where TPolicy : class, IEntityPolicy<TRules>
    {
        if (!work.Sees(entity))
            return SharedRefusals.NotFound("legal entity");
        var number = 1 + (await work.Db.Set<TPolicy>().Where(policy => policy.LegalEntityId == entity)
            .MaxAsync(policy => (int?)policy.Number, work.Ct) ?? 0);
        var made = make(number);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit(what, "policy", made.Value.Id.Value, $"version {number - 1}", $"version {number}", reason);
        return made.Value.Id;
    }

    public static async Task<Outcome<EntityPolicyList<TPolicy, TRules>>> ListAsync<TPolicy, TRules>(
        Reading reading, TRules delivered)
        where TPolicy : class, IEntityPolicy<TRules>
    {
        var seen = reading.Person.LegalEntities;
        var entities = await reading.Db.Set<LegalEntity>().Where(entity => seen.Contains(entity.Id))
            .OrderBy(entity => entity.Name).Select(entity => new { entity.Id, entity.Name }).ToListAsync(reading.Ct);
        var versions = await reading.Db.Set<TPolicy>().Where(policy => seen.Contains(policy.LegalEntityId))
            .OrderByDescending(policy => policy.EffectiveFrom).ThenByDescending(policy => policy.Number).ToListAsync(reading.Ct);
        var newest = versions.GroupBy(policy => policy.LegalEntityId)
            .ToDictionary(group => group.Key, group => group.MaxBy(policy => policy.Number)!);
        return new EntityPolicyList<TPolicy, TRules>(
            [.. entities.Select(entity => newest.TryGetValue(entity.Id, out var policy)
                ? new EntityRules<TRules>(entity.Id, entity.Name, policy.Rules, policy.Number)
                : new EntityRules<TRules>(entity.Id, entity.Name, delivered, 0))],
            versions, reading.Person.May(Permission.EditPolicies));
    }
}
