using System.Text.Json;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Outbox;

/// <summary>Where a message to the outside world stands.</summary>
internal enum OutboxState
{
    Waiting,
    Sent,
    Failed,
}

/// <summary>A message to the outside world, written in the transaction of the command that wants it, sent later by a job, once
/// under its key.</summary>
internal sealed class OutboxMessage
{
    private OutboxMessage()
    {
    }

    public Guid Id { get; private set; }

    public string Kind { get; private set; } = "";

    public string Key { get; private set; } = "";

    public string Payload { get; private set; } = "";

    /// <summary>The company that the message is about: who works for another does not see it. Null where it is about
    /// none.</summary>
    public LegalEntityId? LegalEntityId { get; private set; }

    public Instant CreatedAt { get; private set; }

    public OutboxState State { get; private set; }

    public int Attempts { get; private set; }

    public Instant NextAt { get; private set; }

    public Instant? SentAt { get; private set; }

    public string? LastError { get; private set; }

    public int Revision { get; private set; }

    public static OutboxMessage Of(string kind, string key, object payload, Instant now, LegalEntityId? entity = null) => new()
    {
        Id = Guid.CreateVersion7(),
        Kind = kind,
        Key = key,
        Payload = JsonSerializer.Serialize(payload),
        LegalEntityId = entity,
        CreatedAt = now,
        NextAt = now,
        State = OutboxState.Waiting,
    };

    /// <summary>Takes the message for one attempt; the lease keeps other nodes away until it has passed.</summary>
    public void Claim(Instant now, Duration lease)
    {
        Attempts++;
        NextAt = now + lease;
    }

    /// <summary>Lets it go out once more under its own key; false while it waits to be sent anyway.</summary>
    public bool Again(Instant now)
    {
        if (State == OutboxState.Waiting)
            return false;
        (State, Attempts, NextAt, SentAt) = (OutboxState.Waiting, 0, now, null);
        return true;
    }

    public void Succeed(Instant now)
    {
        State = OutboxState.Sent;
        SentAt = now;
        LastError = null;
    }

    public void Fail(string error, Instant nextAt, int mostAttempts)
    {
        LastError = error.Length > 500 ? error[..500] : error;
        NextAt = nextAt;
        if (Attempts >= mostAttempts)
            State = OutboxState.Failed;
    }
}
