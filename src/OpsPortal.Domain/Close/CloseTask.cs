using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>The tick of a person under one item of a close's checklist, with its evidence; can be taken back with a reason until
/// the month is prepared.</summary>
public sealed class CloseTask
{
    public const int TextLimit = 1000;

    private CloseTask()
    {
    }

    public CloseTask(PeriodCloseId close, string code) => (CloseId, Code) = (close, code);

    public PeriodCloseId CloseId { get; private set; }

    public string Code { get; private set; } = "";

    public bool IsDone { get; private set; }

    public PersonId? By { get; private set; }

    public Instant? At { get; private set; }

    /// <summary>What was seen, or where the document is; after an un-tick, why.</summary>
    public string Note { get; private set; } = "";

    public int Revision { get; private set; }

    public Outcome Tick(PersonId by, string note, Instant now) => Write(true, by, note, now);

    public Outcome Untick(PersonId by, string reason, Instant now) => Write(false, by, reason, now);

    private Outcome Write(bool done, PersonId by, string note, Instant now)
    {
        if (string.IsNullOrWhiteSpace(note))
            return CloseRefusals.TooFewWords;
        if (note.Length > TextLimit)
            return SharedRefusals.TooLong("note", TextLimit);
        (IsDone, By, At, Note) = (done, by, now, note.Trim());
        return Outcome.Done;
    }
}
