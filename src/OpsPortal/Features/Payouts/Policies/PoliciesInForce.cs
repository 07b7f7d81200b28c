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
}
