using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Features.Milestones;

/// <summary>Who may be named to sign a milestone: active people with the power, who work for its legal entity.</summary>
internal static class Signers
{
    /// <summary>Lets a person be named. A milestone that the actor may not see is not found, whoever is named.</summary>
    public static async Task<Outcome> SetAsync(
        Work work, MilestoneId id, PersonId signer, string words, string? reason, Func<Milestone, Outcome> set)
    {
        var found = await MilestoneMoves.FindAsync(work, id);
        if (found.IsRefused)
            return found.Refusal;
        if (!await MaySignAsync(work, found.Value.LegalEntityId, signer))
            return MilestonesRefusals.MayNotSign;
        return MilestoneMoves.Move(work, found.Value, words, reason, set).WithoutValue();
    }

    private static Task<bool> MaySignAsync(Work work, LegalEntityId entity, PersonId person)
    {
        var roles = RolePermissions.Holding(Permission.ApproveMilestone);
        return work.Db.Set<Person>().AnyAsync(
            p => p.Id == person && p.DisabledAt == null && p.Grants.Any(grant => roles.Contains(grant.Role))
                && p.Entities.Any(grant => grant.LegalEntityId == entity),
            work.Ct);
    }
}
