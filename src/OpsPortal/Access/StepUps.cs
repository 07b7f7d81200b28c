using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>Looks for the fresh proof of identity that a money-moving command needs, and uses it up.</summary>
internal static class StepUps
{
    /// <summary>The method of the proof, or a refusal.</summary>
    public static async Task<Outcome<string>> UseAsync(Work work, string action, Guid objectId, string contentHash)
    {
        var oldest = work.Now - StepUp.ValidFor;
        var proof = await work.Db.Set<StepUp>()
            .Where(s => s.PersonId == work.Person.Id && s.Action == action && s.ObjectId == objectId
                && s.ContentHash == contentHash
                && s.UsedAt == null && s.At >= oldest)
            .OrderByDescending(s => s.At)
            .FirstOrDefaultAsync(work.Ct);
        if (proof is null || proof.SessionId != work.Actor.Session)
            return SharedRefusals.StepUpNeeded;
        proof.Use(work.Now);
        return proof.Method;
    }
}
