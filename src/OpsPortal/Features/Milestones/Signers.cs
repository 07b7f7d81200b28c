using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Who can be named to sign a milestone: a name gives no power, it only says whose signature counts.</summary>
internal static class Signers
{
    public static async Task<bool> MaySignAsync(Work work, MilestoneId milestone, PersonId person)
    {
        var roles = RolePermissions.Holding(Permission.ApproveMilestone);
        var entity = await work.Db.Set<Milestone>().Where(m => m.Id == milestone).Select(m => (LegalEntityId?)m.LegalEntityId)
            .SingleOrDefaultAsync(work.Ct);
        return entity is null || await work.Db.Set<Person>().AnyAsync(
            p => p.Id == person && p.DisabledAt == null && p.Grants.Any(grant => roles.Contains(grant.Role))
                && p.Entities.Any(grant => grant.LegalEntityId == entity),
            work.Ct);
    }
}
