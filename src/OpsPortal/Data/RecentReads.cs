using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpsPortal.Data;

/// <summary>What many readers ask for in the same moment and what is the same for all of them, such as counts over a whole room:
/// read once and known for a second, but no longer than until something commits on this node. What another node did shows a
/// second later. Nothing is decided by it.</summary>
[Part]
internal sealed class RecentReads(IClock clock) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private static readonly Duration Known = Duration.FromSeconds(1);

    private readonly ConcurrentDictionary<object, Kept> kept = new();
    private long commits;

    /// <summary>What is known under a key, or what is read now.</summary>
    /// <param name="key">Says what is read and for whom it is the same; compared by value.</param>
    public async Task<T> OfAsync<T>(object key, Func<Task<T>> read)
    {
        var (before, now) = (Interlocked.Read(ref commits), clock.GetCurrentInstant());
        if (kept.TryGetValue(key, out var known) && known.Commits == before && now - known.At < Known && now >= known.At)
            return (T)known.Value;
        var value = await read();
        kept[key] = new Kept(value!, now, before);
        return value;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Forget();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget();
        return Task.CompletedTask;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Forget();
        return ValueTask.FromResult(result);
    }

    private void Forget() => Interlocked.Increment(ref commits);

    private sealed record Kept(object Value, Instant At, long Commits);
}
