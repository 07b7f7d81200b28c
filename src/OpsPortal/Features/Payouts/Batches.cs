using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Loads batches with all that hangs on them.</summary>
internal static class Batches
{
    public const string Kind = "batch";

    public static IQueryable<PayoutBatch> Whole(OpsDbContext db) =>
        db.Set<PayoutBatch>().Include(b => b.Items).ThenInclude(i => i.Sources).Include(b => b.Approvals).AsSplitQuery();

    /// <summary>The batch, or null where it does not exist or belongs to an entity that the person does not work for.</summary>
    public static Task<PayoutBatch?> FindAsync(Work work, BatchId id) =>
        work.SeenAsync(Whole(work.Db), batch => batch.Id == id);

    /// <summary>The same, past the change tracker: for a step that changes each of its payouts and writes them in bulk.</summary>
    public static Task<PayoutBatch?> ReadAsync(Work work, BatchId id) =>
        work.SeenAsync(Whole(work.Db).AsNoTracking(), batch => batch.Id == id);

    public static string Path(BatchId id) => $"/payouts/batches/{id}";

    public static string Words(PayoutBatch batch)
    {
        var count = CountWords.Of(batch.PayoutCount, "payout");
        return $"{batch.Number}, {count}, {new Money(batch.TotalMinor, batch.Currency)}";
    }
}
