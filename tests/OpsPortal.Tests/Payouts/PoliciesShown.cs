using OpsPortal.Data;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Tests.Payouts;

/// <summary>The version in force, as a page shows it to who is about to change it.</summary>
internal static class PoliciesShown
{
    public static async Task<PolicyId> MatrixShownAsync(this PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        return await MatrixAsync(db, world.Now);
    }

    public static async Task<PolicyId> ApprovalShownAsync(this PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        return await ApprovalAsync(db, world.Now);
    }

    public static async Task<PolicyId> MatrixAsync(OpsDbContext db, Instant now) =>
        (await PoliciesInForce.MatrixAsync(db, now, default))?.Id ?? default;

    public static async Task<PolicyId> ApprovalAsync(OpsDbContext db, Instant now) =>
        (await PoliciesInForce.ApprovalAsync(db, now, default))?.Id ?? default;
}
