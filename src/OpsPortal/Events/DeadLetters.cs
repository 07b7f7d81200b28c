using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Events;

/// <summary>A dead letter always has an open case: nobody has to look for it.</summary>
internal static class DeadLetters
{
    public static Task OpenAsync(Work work, string provider, string eventId, string why) => work.OpenExceptionAsync(
        ExceptionType.DeadLetter, "events.dead-letter", $"Event {eventId} of {provider} was given up: {why}",
        $"dead-letter:{provider}:{eventId}",
        null, new ExceptionLinks { ProviderReference = eventId });
}
