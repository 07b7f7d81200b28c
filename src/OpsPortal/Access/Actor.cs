using OpsPortal.Domain.Shared;

namespace OpsPortal.Access;

/// <summary>Who asks: a person in a session, a key of the public API, or a job of the system itself. Powers are read from the
/// database at each command.</summary>
internal sealed record Actor
{
    private Actor(PersonId person, SessionId? session, string? job)
    {
        Person = person;
        Session = session;
        Job = job;
    }

    public Actor(PersonId person, SessionId session)
        : this(person, session, null)
    {
    }

    public PersonId Person { get; }

    public SessionId? Session { get; }

    /// <summary>The job's name when the system acts by itself; null for people.</summary>
    public string? Job { get; }

    /// <summary>The id of the request that carried the command, if there is one.</summary>
    public string? RequestId { get; init; }

    /// <summary>The API client's key, when a program acts for a person.</summary>
    public ApiKeyId? ApiKey { get; init; }

    /// <summary>Where the answer of an idempotent API call is kept, in the command's own transaction.</summary>
    public Api.AnswerSlot? Answer { get; init; }

    public bool IsSystem => Job is not null;

    public static Actor System(string job) => new(default, null, job);

    /// <summary>A program with a key, acting with the powers of the person who answers for it, cut down to the key's
    /// scopes.</summary>
    public static Actor ForKey(PersonId person, ApiKeyId key, string requestId) => new(person, null, null) { ApiKey = key,
        RequestId = requestId };
}
