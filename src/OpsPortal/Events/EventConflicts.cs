using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Events;

/// <summary>An event that comes again under its id and says something else: what was stored first counts, and a person is told
/// that the provider contradicts itself. Only what we read of it is compared; a delivery may count its own attempts.</summary>
internal static class EventConflicts
{
    /// <summary>What came again, beside what is stored of it.</summary>
    public static bool Is(IncomingEvent again, InboxEvent stored, IEnumerable<IProviderEventReader> readers) =>
        again.Event is { } now && readers.ReadOrNull(stored) is { } before && before != now;

    public static async Task OpenAsync(
        OpsDbContext db, IReadOnlyList<(IncomingEvent Again, InboxEvent Stored)> conflicts, Instant now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var work = SystemWork.For(db, "intake", now, default);
        foreach (var (again, stored) in conflicts)
            await work.OpenExceptionAsync(
                ExceptionType.DuplicateConflict, "events.content-changed",
                $"Event {again.EventId} of {again.Provider} came again with another content, {Words(again.Event!)}. What came "
                    + "first counts; the second was not kept. Ask the provider which is true.",
                $"event-content:{again.Provider}:{again.EventId}", AmountOf(again.Event!),
                new ExceptionLinks { LegalEntityId = stored.LegalEntityId, ProviderReference = again.EventId });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static string Words(ProviderEvent again) =>
        AmountOf(again) is { } amount ? $"{again.Type} of {amount}" : again.Type;

    private static Money? AmountOf(ProviderEvent again) =>
        again.Currency is { } currency ? new Money(again.AmountMinor, currency) : null;
}
