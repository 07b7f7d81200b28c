using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>What day it is in each legal entity. Lateness is judged by the entity's own zone; a day is never more than one off
/// from UTC's.</summary>
internal sealed class LocalDays(LocalDate utc, Dictionary<LegalEntityId, LocalDate> days)
{
    public LocalDate Yesterday { get; } = utc.PlusDays(-1);

    public LocalDate Utc => utc;

    public LocalDate Tomorrow { get; } = utc.PlusDays(1);

    /// <summary>Entities in which it is still yesterday.</summary>
    public IReadOnlyList<LegalEntityId> Behind { get; } = [.. days.Where(day => day.Value < utc).Select(day => day.Key)];

    /// <summary>Entities in which it is tomorrow already.</summary>
    public IReadOnlyList<LegalEntityId> Ahead { get; } = [.. days.Where(day => day.Value > utc).Select(day => day.Key)];

    public static async Task<LocalDays> ReadAsync(OpsDbContext db, Instant now, CancellationToken ct)
    {
        var zones = await db.Set<LegalEntity>().Select(entity => new { entity.Id, entity.Zone }).ToListAsync(ct);
        return new LocalDays(
            now.InUtc().Date, zones.ToDictionary(row => row.Id, row => now.DayIn(row.Zone)));
    }

    public LocalDate Of(LegalEntityId entity) => days.GetValueOrDefault(entity, utc);
}
