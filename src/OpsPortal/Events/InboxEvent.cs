using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>A provider's event as it was delivered, kept for ever; its state says what became of it.</summary>
internal sealed class InboxEvent
{
    private const int LongestText = 500;

    private InboxEvent()
    {
    }

    public Guid Id { get; private set; }

    public string Provider { get; private set; } = "";

    public string EventId { get; private set; } = "";

    public string Type { get; private set; } = "";

    /// <summary>The provider's id of what the event is about.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>Whose event it is; null until it is known, and for what belongs to none.</summary>
    public LegalEntityId? LegalEntityId { get; private set; }

    public Instant OccurredAt { get; private set; }

    public Instant ReceivedAt { get; private set; }

    /// <summary>The headers that help an enquiry; never the signature.</summary>
    public string Headers { get; private set; } = "";

    /// <summary>The body exactly as it came; <c>base64:</c> in front where it is no text.</summary>
    public string Body { get; private set; } = "";

    public InboxState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>How often it was looked at while it waited.</summary>
    public int Looks { get; private set; }

    public Instant NextAt { get; private set; }

    public Instant? HandledAt { get; private set; }

    /// <summary>What the handling did, in words.</summary>
    public string? Result { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>Who wants it dismissed and waits for another person; null where nobody does.</summary>
    public PersonId? DismissalAskedBy { get; private set; }

    public Instant? DismissalAskedAt { get; private set; }

    public string? DismissalReason { get; private set; }

    public int Revision { get; private set; }

    public static InboxEvent Of(IncomingEvent incoming) => new()
    {
        Id = Guid.CreateVersion7(),
        Provider = incoming.Provider,
        EventId = incoming.EventId,
        Type = Short(incoming.Type, 80),
        Reference = Short(incoming.Event?.Reference ?? "", 200),
        OccurredAt = incoming.Event?.OccurredAt ?? incoming.ReceivedAt,
        ReceivedAt = incoming.ReceivedAt,
        Headers = Short(incoming.Headers, LongestText),
        Body = incoming.Body,
        State = incoming.Unreadable is null ? InboxState.Ready : InboxState.DeadLetter,
        NextAt = incoming.ReceivedAt,
        LastError = incoming.Unreadable is { } refusal ? Short(refusal.Text, LongestText) : null,
    };

    public void BelongsTo(LegalEntityId? entity) => LegalEntityId = entity ?? LegalEntityId;

    public Outcome Complete(Instant now, string result) => Finish(InboxAction.Complete, now, result);

    public Outcome Ignore(Instant now, string result) => Finish(InboxAction.Ignore, now, result);

    /// <summary>Its prerequisite is not here yet.</summary>
    public Outcome Wait(Instant until, string reason)
    {
        Looks++;
        NextAt = until;
        LastError = Short(reason, LongestText);
        return Move(InboxAction.Wait);
    }

    public Outcome Fail(Instant nextAt, string error)
    {
        Attempts++;
        NextAt = nextAt;
        LastError = Short(error, LongestText);
        return Move(InboxAction.Fail);
    }

    public Outcome GiveUp(string error)
    {
        Attempts++;
        LastError = Short(error, LongestText);
        return Move(InboxAction.GiveUp);
    }

    /// <summary>Lets it take its turn again under its own id; what it already did is not done twice.</summary>
    public Outcome Replay(Instant now)
    {
        if (State == InboxState.Ready)
            return EventsRefusals.AlreadyReady;
        Attempts = 0;
        NextAt = now;
        EndAsking();
        return Move(InboxAction.Replay);
    }

    /// <summary>Somebody wants it settled without effect; nothing changes before another person agrees.</summary>
    public Outcome AskToDismiss(PersonId by, Instant now, string reason)
    {
        (DismissalAskedBy, DismissalAskedAt, DismissalReason) = (by, now, reason);
        return Move(InboxAction.AskToDismiss);
    }

    /// <summary>Settles it without effect. Why it was given up stays readable.</summary>
    public Outcome Dismiss(Instant now, string reason)
    {
        EndAsking();
        HandledAt = now;
        Result = Short($"Dismissed, without effect: {reason}", LongestText);
        return Move(InboxAction.Dismiss);
    }

    /// <summary>It is not dismissed after all.</summary>
    public Outcome KeepDead()
    {
        EndAsking();
        return Move(InboxAction.KeepDead);
    }

    private void EndAsking() => (DismissalAskedBy, DismissalAskedAt, DismissalReason) = (null, null, null);

    private Outcome Finish(InboxAction action, Instant now, string result)
    {
        HandledAt = now;
        Result = Short(result, LongestText);
        LastError = null;
        return Move(action);
    }

    private Outcome Move(InboxAction action)
    {
        var to = InboxLifecycle.Move(State, action);
        if (to.IsRefused)
            return to.Refusal;
        State = to.Value;
        return Outcome.Done;
    }

    private static string Short(string text, int length) => text.Length > length ? text[..length] : text;
}
