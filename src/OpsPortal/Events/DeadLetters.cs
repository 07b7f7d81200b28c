using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Events;

/// <summary>
/// A dead letter always has an open case: nobody has to look for it. The case ends with its event, so that what it stops goes on
/// only when the event had its effect or people dismissed it.
/// </summary>
internal static class DeadLetters
{
    private static readonly InboxState[] Over = [InboxState.Done, InboxState.Ignored, InboxState.Dismissed];

    /// <param name="about">What of ours is known to be meant; a payment that is named is not released meanwhile.</param>
    public static Task OpenAsync(
        Work work, string provider, string eventId, string why, ExceptionLinks about) => work.OpenExceptionAsync(
        ExceptionType.DeadLetter, "events.dead-letter", $"Event {eventId} of {provider} was given up: {why}",
        KeyOf(provider, eventId), null, about with { ProviderReference = eventId });

    /// <summary>The open case of an event; null where there is none.</summary>
    public static Task<ExceptionCase?> CaseOfAsync(OpsDbContext db, InboxEvent row, CancellationToken ct)
    {
        var key = KeyOf(row.Provider, row.EventId);
        return db.Set<ExceptionCase>().SingleOrDefaultAsync(
            found => found.DedupeKey == key && found.State != ExceptionState.Resolved, ct);
    }

    /// <summary>Closes the case of an event that was dismissed.</summary>
    public static Task DismissedAsync(Work work, InboxEvent row, string reason) => SettleAsync(work, row, new CaseClosing(
        "The event could not be handled.", "The event was dismissed: it has no effect.", NoMoneyReason: reason));

    /// <summary>Closes the case of an event that was handled after all.</summary>
    public static Task HandledAsync(Work work, InboxEvent row) => SettleAsync(work, row, new CaseClosing(
        "The event could not be handled.", $"It is handled now: {row.Result}",
        NoMoneyReason: "What it posted stands in its own entries."));

    /// <summary>Why a person cannot close this case: its event is not over. Null where it is no dead letter's.</summary>
    public static async Task<Refusal?> WhyNotResolveAsync(Work work, ExceptionCase found)
    {
        if (found is not { Type: ExceptionType.DeadLetter, ProviderReference: { } eventId })
            return null;
        var open = await work.Db.Set<InboxEvent>().Where(row => row.EventId == eventId && !Over.Contains(row.State))
            .Select(row => row.Provider).ToListAsync(work.Ct);
        return open.Exists(provider => KeyOf(provider, eventId) == found.DedupeKey) ? ExceptionsRefusals.EventNotOver : null;
    }

    private static Task SettleAsync(Work work, InboxEvent row, CaseClosing closing) =>
        OneCase.SettleAsync(work, CaseFact.EventOver, [KeyOf(row.Provider, row.EventId)], closing);

    private static string KeyOf(string provider, string eventId) => $"dead-letter:{provider}:{eventId}";
}
