using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Keeps results with their evidence, all of them or none: in the caller's transaction.</summary>
internal static class MatchArchive
{
    private const int Together = 10_000;

    public static Task AddAsync(
        OpsDbContext db, LegalEntityId entity, int policy, IReadOnlyCollection<MatchResult> results, Instant now,
        CancellationToken ct) => results.Count == 0 ? Task.CompletedTask
            : BulkInsert.StreamAsync(db, Records(entity, policy, results, now), ct);

    // An index grows fastest at its end. Receipts come about in the order of their ids, so that sorting some at a time will do.
    private static IEnumerable<MatchRecord> Records(
        LegalEntityId entity, int policy, IEnumerable<MatchResult> results, Instant now)
    {
        foreach (var some in results.Chunk(Together))
        {
            var receipts = Array.ConvertAll(some, result => Guid.Parse(result.PaymentId));
            var ids = ManyIds.New(some.Length, now);
            Array.Sort(receipts, some);
            for (var i = 0; i < some.Length; i++)
                yield return new MatchRecord(new MatchId(ids[i]), new ReceiptId(receipts[i]), entity, some[i], policy, now);
        }
    }
}
