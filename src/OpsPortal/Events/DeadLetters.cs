using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Events;

/// <summary>A dead letter always has an open case: nobody has to look for it.</summary>
internal static class DeadLetters
{
    /// <param name="about">What of ours is known to be meant; a payment that is named is not released meanwhile.</param>
    public static Task OpenAsync(
        Work work, string provider, string eventId, string why, ExceptionLinks about) => work.OpenExceptionAsync(
        ExceptionType.DeadLetter, "events.dead-letter", $"Event {eventId} of {provider} was given up: {why}",
        $"dead-letter:{provider}:{eventId}",
        null, about with { ProviderReference = eventId });
}
