using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>The rows of the exception types as they are in force: the table's, under the latest version of each.</summary>
internal static class TypesInForce
{
    public static async Task<ExceptionTypeRow> OfAsync(OpsDbContext db, ExceptionType type, CancellationToken ct)
    {
        var latest = await db.Set<ExceptionTypeVersion>().AsNoTracking().Where(version => version.Type == type)
            .OrderByDescending(version => version.Number).FirstOrDefaultAsync(ct);
        return latest is null ? ExceptionTypes.Of(type) : latest.Over(ExceptionTypes.Of(type));
    }

    public static async Task<IReadOnlyDictionary<ExceptionType, ExceptionTypeRow>> AllAsync(OpsDbContext db, CancellationToken ct)
    {
        var versions = (await db.Set<ExceptionTypeVersion>().AsNoTracking().ToListAsync(ct))
            .GroupBy(version => version.Type).ToDictionary(group => group.Key, group => group.MaxBy(version => version.Number)!);
        return ExceptionTypes.All.ToDictionary(row => row.Type,
            row => versions.TryGetValue(row.Type, out var latest) ? latest.Over(row) : row);
    }
}
