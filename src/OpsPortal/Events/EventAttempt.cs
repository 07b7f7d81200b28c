using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>One look at a stored event by the sweep, or a person's wish to have it looked at again. Written once.</summary>
internal sealed class EventAttempt
{
    private const int LongestWords = 500;

    private EventAttempt()
    {
    }

    public Guid Id { get; private set; }

    public Guid InboxEventId { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Where the event stood afterwards.</summary>
    public InboxState State { get; private set; }

    /// <summary>What the attempt did, or why it did not.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Who wanted it: the sweep or a person.</summary>
    public string By { get; private set; } = "";

    public static EventAttempt Of(InboxEvent row, Instant at, string words, string by) => new()
    {
        Id = Guid.CreateVersion7(), InboxEventId = row.Id, At = at, State = row.State, By = by,
        Words = words.Length > LongestWords ? words[..LongestWords] : words,
    };
}
