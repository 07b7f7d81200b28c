using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace OpsPortal.Data.Conventions;

/// <summary>
/// Counts an aggregate's <c>Revision</c> up whenever it, or a part that hangs on it, is changed, so that two writers of one
/// aggregate conflict.
/// </summary>
internal static class RevisionConvention
{
    public const string Name = "Revision";

    public static void Bump(ChangeTracker tracker)
    {
        tracker.DetectChanges();
        var detects = tracker.AutoDetectChangesEnabled;

        // Else each part that is looked at has its whole aggregate compared again.
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var entry in tracker.Entries().Where(HasRevision).ToList())
            {
                if (entry.State == EntityState.Modified || (entry.State == EntityState.Unchanged && APartChanged(entry)))
                    Raise(entry.Property(Name));
            }
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }

    private static bool HasRevision(EntityEntry entry) => entry.Metadata.FindProperty(Name) is { ClrType: var type }
        && type == typeof(int);

    private static bool APartChanged(EntityEntry entry) => entry.Collections
        .Where(collection => collection.IsLoaded || collection.CurrentValue is not null)
        .SelectMany(collection => collection.CurrentValue?.Cast<object>() ?? [])
        .Any(part => entry.Context.Entry(part).State is EntityState.Added or EntityState.Modified or EntityState.Deleted);

    private static void Raise(PropertyEntry revision) => revision.CurrentValue = (int)revision.OriginalValue! + 1;
}
