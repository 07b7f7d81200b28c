using OpsPortal.Access;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>Which events a person sees: those of their legal entities, and those of which it is not known whose they
/// are.</summary>
internal static class EventSight
{
    public static IQueryable<InboxEvent> SeenBy(this IQueryable<InboxEvent> events, PersonProfile person)
    {
        var mine = person.LegalEntities.Select(entity => (LegalEntityId?)entity).ToList();
        return events.Where(row => row.LegalEntityId == null || mine.Contains(row.LegalEntityId));
    }
}
