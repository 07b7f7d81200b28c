using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger;

/// <summary>A legal entity whose books a person may read.</summary>
internal sealed record LedgerEntity(LegalEntityId Id, string Code, string Name, string Zone);

/// <summary>Which books a person reads, and until which day.</summary>
internal static class LedgerScope
{
    public static async Task<IReadOnlyList<LedgerEntity>> EntitiesAsync(Reading reading, LegalEntityId? only = null)
    {
        var seen = reading.Person.LegalEntities;
        var entities = reading.Db.Set<LegalEntity>().Where(entity => seen.Contains(entity.Id));
        if (only is { } one)
            entities = entities.Where(entity => entity.Id == one);
        return await entities.OrderBy(entity => entity.Code)
            .Select(entity => new LedgerEntity(entity.Id, entity.Code, entity.Name, entity.Zone)).ToListAsync(reading.Ct);
    }

    /// <summary>The entities as a page filters by them.</summary>
    public static IReadOnlyList<FilterOption> Choices(IReadOnlyList<LedgerEntity>? entities) =>
        [new("", "All"), .. (entities ?? []).Select(entity => new FilterOption(entity.Id.ToString(), entity.Name))];

    /// <summary>The day that an address names; null where it names none.</summary>
    public static Outcome<LocalDate?> DayOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return (LocalDate?)null;
        return LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? (LocalDate?)parsed.Value
            : LedgerPageRefusals.NotADay(text);
    }

    /// <summary>Whether a month is past on that day.</summary>
    public static bool IsOver(YearMonth month, LocalDate today) => month.CompareTo(today.ToYearMonth()) < 0;
}
