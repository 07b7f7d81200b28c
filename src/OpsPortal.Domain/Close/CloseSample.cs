using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>Why an item is looked at before the month is signed.</summary>
public enum SampleKind
{
    /// <summary>A journal line of the month's last days, drawn by the seed.</summary>
    ClosingLine,

    /// <summary>An item that no person touched, drawn by the seed.</summary>
    AutoPosted,

    /// <summary>An event that was still being tried again at cut-off: all of them.</summary>
    InsideRetryWindow,

    /// <summary>A cause that ended more than one case of the month: all of them.</summary>
    RecurringCause,
}

public enum SampleResult
{
    Waiting,
    Passed,
    Failed,

    /// <summary>A written treatment, or an owner, was given.</summary>
    Treated,
}

/// <summary>One thing that a person looks at before the month is signed, and what they found.</summary>
public sealed class CloseSample
{
    public const int TextLimit = 1000;

    private CloseSample()
    {
    }

    public CloseSample(CloseSampleId id, PeriodCloseId close, SampleKind kind, string subject, string words, string link)
    {
        (Id, CloseId, Kind, Subject, Link) = (id, close, kind, subject, link);
        Words = words.Length > TextLimit ? words[..TextLimit] : words;
    }

    public CloseSampleId Id { get; private set; }

    public PeriodCloseId CloseId { get; private set; }

    public SampleKind Kind { get; private set; }

    /// <summary>What it is about, as the trace accepts it.</summary>
    public string Subject { get; private set; } = "";

    public string Words { get; private set; } = "";

    public string Link { get; private set; } = "";

    public SampleResult Result { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>Who ends a recurring cause.</summary>
    public PersonId? Owner { get; private set; }

    public PersonId? ReviewedBy { get; private set; }

    public Instant? ReviewedAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>True where the answer is a treatment and not pass or fail.</summary>
    public bool AsksTreatment => Kind is SampleKind.InsideRetryWindow or SampleKind.RecurringCause;

    public Outcome Review(PersonId by, bool passed, string note, PersonId? owner, Instant now)
    {
        if (string.IsNullOrWhiteSpace(note))
            return CloseRefusals.TooFewWords;
        if (note.Length > TextLimit)
            return SharedRefusals.TooLong("note", TextLimit);
        if (Kind == SampleKind.RecurringCause && owner is null)
            return CloseRefusals.OwnerNeeded;
        Result = AsksTreatment ? SampleResult.Treated : passed ? SampleResult.Passed : SampleResult.Failed;
        (Note, Owner, ReviewedBy, ReviewedAt) = (note.Trim(), owner, by, now);
        return Outcome.Done;
    }
}

/// <summary>Draws the same things for the same seed, whatever machine or order they come in.</summary>
public static class SeededDraw
{
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> all, Func<T, string> name, int seed, int count) =>
    [
        .. all.Select(one => (One: one, Name: name(one)))
            .OrderBy(pair => Weight(seed, pair.Name)).ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Take(count).Select(pair => pair.One),
    ];

    private static ulong Weight(int seed, string name)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}|{name}"));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(
            System.Security.Cryptography.SHA256.HashData(bytes));
    }
}
