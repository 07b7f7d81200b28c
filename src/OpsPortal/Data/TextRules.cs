using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace OpsPortal.Data;

/// <summary>
/// Every database answers alike to text that not every one of them keeps: NUL and halves of surrogate pairs, at which PostgreSQL
/// breaks off and which SQLite gives back as something else, and what is longer than its column, which SQLite takes. Checked
/// once for all saves and questions, before the database sees them.
/// </summary>
internal sealed class TextRules : DbCommandInterceptor
{
    public static readonly TextRules Instance = new();

    private static readonly ConcurrentDictionary<IEntityType, IReadOnlyList<IProperty>> Known = new();

    /// <summary>Throws <see cref="UnkeepableException"/> for the first text that is to be saved and cannot be kept.</summary>
    public static void Check(ChangeTracker tracker)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
                continue;
            foreach (var property in Known.GetOrAdd(entry.Metadata, TextsOf))
            {
                if (property.GetGetter().GetClrValue(entry.Entity) is string text)
                    Check(property, text);
            }
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        Check(command);
        return ValueTask.FromResult(result);
    }

    public static bool IsKeepable(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
            return false;
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return false;
            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>Throws <see cref="UnkeepableException"/> for a text that its column cannot keep.</summary>
    public static void Check(IProperty property, string text)
    {
        if (property.GetMaxLength() is { } limit && text.Length > limit)
            throw new UnkeepableException(SharedRefusals.TooLong(FieldOf(property), limit));
        if (!IsKeepable(text))
            throw new UnkeepableException(SharedRefusals.NotText.On(FieldOf(property)));
    }

    private static void Check(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text ? !IsKeepable(text)
                : parameter.Value is IEnumerable<string?> texts && texts.Any(one => !IsKeepable(one)))
                throw new UnkeepableException(SharedRefusals.NotText);
        }
    }

    private static IReadOnlyList<IProperty> TextsOf(IEntityType type) =>
        [.. type.GetProperties().Where(property => property.ClrType == typeof(string) && !property.IsShadowProperty())];

    private static string FieldOf(IProperty property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
}
