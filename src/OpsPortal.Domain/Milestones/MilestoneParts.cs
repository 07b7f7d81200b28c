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

/// <summary>A file that shows the work.</summary>
public sealed class MilestoneEvidence : KeptFile
{
    private MilestoneEvidence()
    {
    }

    internal MilestoneEvidence(EvidenceId id, EvidenceFile file, PersonId by, Instant at)
        : base(id, file, by, at)
    {
    }

    public MilestoneId MilestoneId { get; private set; }
}

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
