using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Compliance;

namespace OpsPortal.Features.Compliance;

/// <summary>Every decision about the gates of some payees, as the rules read them.</summary>
internal static class GateFacts
{
    public static async Task<ILookup<PayeeId, GateFact>> OfAsync(
        OpsDbContext db, IReadOnlyList<PayeeId> payees, CancellationToken ct) =>
        (await db.Set<GateRecord>().Where(record => payees.Contains(record.PayeeId)).Select(record => new
        {
            record.PayeeId,
            Fact = new GateFact(record.Kind, record.Outcome, record.DecidedAt, record.ExpiresAt)
            {
                AccountVersion = record.AccountVersion,
            },
        }).ToListAsync(ct)).ToLookup(record => record.PayeeId, record => record.Fact);
}
