using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

public readonly record struct ClosePackId(Guid Value) : IId<ClosePackId>
{
    public static ClosePackId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public enum ClosePackState
{
    Asked,
    Making,
    Made,
    Failed,
}

/// <summary>
/// The pack of one signed close: asked for by a person, made by a job, then kept with its hash for ever. A version has one pack,
/// however often it is asked for; a pack whose maker died is taken over when its claim runs out.
/// </summary>
public sealed class ClosePack
{
    public const int WordsLimit = 500;

    // A maker that says nothing for so long is taken for dead.
    private static readonly Duration Claim = Duration.FromMinutes(5);

    private ClosePack()
    {
    }

    public ClosePackId Id { get; private set; }

    public PeriodCloseId CloseId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Year { get; private set; }

    public int Month { get; private set; }

    /// <summary>The version of the close that it belongs to.</summary>
    public int Version { get; private set; }

    public ClosePackState State { get; private set; }

    public PersonId AskedBy { get; private set; }

    public Instant AskedAt { get; private set; }

    public Instant? ClaimedUntil { get; private set; }

    /// <summary>Parts that are finished, of <see cref="Steps"/>.</summary>
    public int StepsDone { get; private set; }

    public int Steps { get; private set; }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>What is being made, in words.</summary>
    public string? Doing { get; private set; }

    /// <summary>Why the last try did not end.</summary>
    public string? Error { get; private set; }

    /// <summary>SHA-256 of the bytes, 64 lower-case hex digits.</summary>
    public string? Hash { get; private set; }

    public long SizeBytes { get; private set; }

    /// <summary>The list of its parts as JSON, the same bytes that lie in it.</summary>
    public string? Manifest { get; private set; }

    public Instant? MadeAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>The name of its file.</summary>
    public static string FileName(string entity, YearMonth month, int version) =>
        $"close-pack-{entity}-{month.Year:0000}-{month.Month:00}-v{version}.zip";

    public static ClosePack Ask(ClosePackId id, PeriodClose close, PersonId by, Instant now) => new()
    {
        Id = id, CloseId = close.Id, LegalEntityId = close.LegalEntityId, Year = close.Year, Month = close.Month,
        Version = close.Version, State = ClosePackState.Asked, AskedBy = by, AskedAt = now,
    };

    /// <summary>Asks once more after a failure; otherwise changes nothing.</summary>
    public void AskAgain(PersonId by, Instant now)
    {
        if (State == ClosePackState.Failed)
            (State, AskedBy, AskedAt, Error) = (ClosePackState.Asked, by, now, null);
    }

    /// <summary>True where somebody may begin: nobody has, or who did has gone silent.</summary>
    public bool Waits(Instant now) => State == ClosePackState.Asked || (State == ClosePackState.Making && ClaimedUntil < now);

    public void Begin(int steps, Instant now) =>
        (State, Steps, StepsDone, Rows, Error, ClaimedUntil) = (ClosePackState.Making, steps, 0, 0, null, now + Claim);

    public void Progress(int stepsDone, long rows, string doing, Instant now) =>
        (StepsDone, Rows, Doing, ClaimedUntil) = (stepsDone, rows, Short(doing), now + Claim);

    public void Finish(string hash, long bytes, string manifest, Instant now) =>
        (State, Hash, SizeBytes, Manifest, MadeAt, StepsDone, Doing, ClaimedUntil) =
        (ClosePackState.Made, hash, bytes, manifest, now, Steps, null, null);

    public void Fail(string why) => (State, Error, Doing, ClaimedUntil) = (ClosePackState.Failed, Short(why), null, null);

    private static string Short(string text) => text.Length > WordsLimit ? text[..WordsLimit] : text;
}
