using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>The policy versions that hold at a moment.</summary>
internal static class PoliciesInForce
{
    public static async Task<PolicyMatrix?> MatrixAsync(OpsDbContext db, Instant at, CancellationToken ct) =>
        await db.Set<PolicyMatrix>().AsNoTracking().Where(m => m.EffectiveFrom <= at).OrderByDescending(m =>
            m.Number).FirstOrDefaultAsync(ct);

    public static async Task<ApprovalPolicy?> ApprovalAsync(OpsDbContext db, Instant at, CancellationToken ct) =>
        await db.Set<ApprovalPolicy>().AsNoTracking().Where(p => p.EffectiveFrom <= at).OrderByDescending(p =>
            p.Number).FirstOrDefaultAsync(ct);

    /// <summary>The versions of both policies that began so lately that their makers do not sign yet.</summary>
    public static async Task<IReadOnlyList<PolicyMade>> NewAsync(OpsDbContext db, Instant now, CancellationToken ct)
    {
        var since = now - PolicyMakers.Wait;
        var matrices = await db.Set<PolicyMatrix>().Where(m => m.MadeBy != null && m.EffectiveFrom > since
            && m.EffectiveFrom <= now).Select(m => new { m.MadeBy, m.Number, m.EffectiveFrom }).ToListAsync(ct);
        var approvals = await db.Set<ApprovalPolicy>().Where(p => p.MadeBy != null && p.EffectiveFrom > since
            && p.EffectiveFrom <= now).Select(p => new { p.MadeBy, p.Number, p.EffectiveFrom }).ToListAsync(ct);
        return
        [
            .. matrices.Select(m => new PolicyMade(m.MadeBy!.Value, "policy matrix", m.Number, m.EffectiveFrom)),
            .. approvals.Select(p => new PolicyMade(p.MadeBy!.Value, "approval policy", p.Number, p.EffectiveFrom)),
        ];
    }
}
