using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>Where an external id belongs that an export did not send, or not last.</summary>
internal sealed class ErpPlaces
{
    private const int AtOnce = 500;
    private readonly Dictionary<string, (int Number, LocalDate First, LocalDate Last)> byId = new(StringComparer.Ordinal);

    private ErpPlaces()
    {
    }

    public static async Task<ErpPlaces> OfAsync(
        OpsDbContext db, ErpHandover handover, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var places = new ErpPlaces();
        var (target, entity) = (handover.Target, handover.LegalEntityId);
        foreach (var portion in ids.Chunk(AtOnce))
        {
            var rows = await (
                from document in db.Set<ErpDocument>()
                join last in db.Set<ErpHandover>() on document.LastHandoverId equals last.Id
                where document.Target == target && document.LegalEntityId == entity && portion.Contains(document.ExternalId)
                select new { document.ExternalId, last.Number, last.FirstDay, last.LastDay }).ToListAsync(ct);
            foreach (var row in rows)
                places.byId[row.ExternalId] = (row.Number, row.FirstDay, row.LastDay);
        }

        return places;
    }

    public string WhyNot(string externalId) => byId.TryGetValue(externalId, out var place)
        ? $"It was last sent by export {place.Number} of {DayWords.Of(place.First, place.Last)}: import it there."
        : "No document of this company was handed over under this external id.";
}
