using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OpsPortal.Data;

namespace OpsPortal.Tests.Security.Input;

/// <summary>
/// Undoes every transaction at the moment of its commit, so that each call meets the same store. Before, it reads back every text
/// that the command wrote and that holds a sign with a meaning somewhere, and notes those that came back as others.
/// </summary>
internal sealed class NothingIsKept : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly Dictionary<DbContext, List<object>> written = [];

    /// <summary>Off while the store is filled.</summary>
    public bool Holds { get; set; }

    public int TextsReadBack { get; private set; }

    /// <summary>Texts that the database gave back as others than were stored.</summary>
    public List<string> Changed { get; } = [];

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Holds)
        {
            var context = eventData.Context!;
            var entries = context.ChangeTracker.Entries()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified)
                .Where(entry => !entry.Metadata.IsMappedToJson()).Select(entry => entry.Entity);
            written.TryAdd(context, []);
            written[context].AddRange(entries);
        }

        return ValueTask.FromResult(result);
    }

    /// <summary>A context is used again for another command: what an earlier one wrote and did not commit is not judged by
    /// it.</summary>
    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result,
        CancellationToken cancellationToken = default)
    {
        written.Remove(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        if (!Holds)
            return result;
        var context = eventData.Context!;
        if (written.Remove(context, out var entities))
        {
            foreach (var entity in entities.Distinct())
                await ReadBackAsync(context.Entry(entity), cancellationToken);
        }

        await transaction.RollbackAsync(cancellationToken);
        return InterceptionResult.Suppress();
    }

    private async Task ReadBackAsync(EntityEntry entry, CancellationToken ct)
    {
        var texts = entry.Properties
            .Where(property => property.CurrentValue is string text
                && text.Any(sign => sign is < ' ' or > '~' or '\'' or '"' or '%' or '&' or '<')).ToList();
        if (texts.Count == 0 || await entry.GetDatabaseValuesAsync(ct) is not { } stored)
            return;
        foreach (var property in texts)
        {
            TextsReadBack++;
            if (stored[property.Metadata.Name] is not string text
                || !string.Equals(text, (string?)property.CurrentValue, StringComparison.Ordinal))
                Changed.Add($"{entry.Metadata.ClrType.Name}.{property.Metadata.Name}");
        }
    }
}
