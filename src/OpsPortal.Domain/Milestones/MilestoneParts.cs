using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Milestones;

/// <summary>One thing that must be true for acceptance; ticked by the approver.</summary>
public sealed class MilestoneCriterion
{
    private MilestoneCriterion()
    {
    }

    internal MilestoneCriterion(int number, string text)
    {
        Number = number;
        Text = text;
    }

    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public bool IsMet { get; private set; }

    internal void Tick(bool met) => IsMet = met;
}

/// <summary>A file that shows the work, kept by the hash of its content.</summary>
public sealed class MilestoneEvidence
{
    private MilestoneEvidence()
    {
    }

    internal MilestoneEvidence(EvidenceId id, EvidenceFile file, PersonId by, Instant at)
    {
        Id = id;
        FileName = file.Name;
        ContentType = file.ContentType;
        SizeBytes = file.SizeBytes;
        Hash = file.Hash;
        AddedBy = by;
        AddedAt = at;
    }

    public EvidenceId Id { get; private set; }

    public MilestoneId MilestoneId { get; private set; }

    public string FileName { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public long SizeBytes { get; private set; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public PersonId AddedBy { get; private set; }

    public Instant AddedAt { get; private set; }
}

/// <summary>A file that was checked and stored.</summary>
public sealed record EvidenceFile(string Name, string ContentType, long SizeBytes, string Hash);

/// <summary>What was done to a milestone, when, by whom, and why. Written once.</summary>
public sealed class MilestoneStep
{
    private MilestoneStep()
    {
    }

    internal MilestoneStep(int number, string what, PersonId? by, Instant at, string words)
    {
        Number = number;
        What = what;
        By = by;
        At = at;
        Words = words;
    }

    public int Number { get; private set; }

    public string What { get; private set; } = "";

    public PersonId? By { get; private set; }

    public Instant At { get; private set; }

    public string Words { get; private set; } = "";
}
