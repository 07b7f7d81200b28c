using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>What the ERP says of one document.</summary>
public sealed record ErpAnswer(string ExternalId, ErpDocumentAction Status, string Number, string Message);

/// <summary>What became of an answer.</summary>
public enum ErpAnswerKind
{
    Taken,
    SameAgain,
    Contradiction,
    Refused,
}

/// <summary>A line of a result file, with what became of it.</summary>
/// <param name="Line">Counted from 1, the header included; in JSON the number of the record.</param>
public sealed record ErpResultLine(int Line, string ExternalId, string Status, ErpAnswerKind Kind, string Note);

/// <summary>A result file as it was taken, once: its exact bytes, and what became of each line.</summary>
public sealed class ErpResult
{
    public const int NameLength = 200;
    public const long MostBytes = 20 * 1024 * 1024;
    public const int MostLines = 100_000;

    private ErpResult()
    {
    }

    public ErpResult(
        ErpResultId id, ErpHandoverId handover, string name, byte[] content, string hash, PersonId by, Instant at)
    {
        Id = id;
        HandoverId = handover;
        Name = name.Length <= NameLength ? name : name[..NameLength];
        Content = content;
        Hash = hash;
        TakenBy = by;
        TakenAt = at;
    }

    public ErpResultId Id { get; private set; }

    public ErpHandoverId HandoverId { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public string Hash { get; private set; } = "";

    public int AcceptedCount { get; private set; }

    public int RejectedCount { get; private set; }

    public int AlreadyThereCount { get; private set; }

    public int SameAgainCount { get; private set; }

    public int ContradictionCount { get; private set; }

    public int RefusedCount { get; private set; }

    /// <summary>The lines that were not simply taken, as JSON.</summary>
    public string Report { get; private set; } = "";

    public PersonId TakenBy { get; private set; }

    public Instant TakenAt { get; private set; }

    /// <summary>Counts one line.</summary>
    public void Count(ErpAnswerKind kind, ErpDocumentAction? status)
    {
        _ = (kind, status) switch
        {
            (ErpAnswerKind.Taken, ErpDocumentAction.Accept) => AcceptedCount++,
            (ErpAnswerKind.Taken, ErpDocumentAction.Reject) => RejectedCount++,
            (ErpAnswerKind.Taken, _) => AlreadyThereCount++,
            (ErpAnswerKind.SameAgain, _) => SameAgainCount++,
            (ErpAnswerKind.Contradiction, _) => ContradictionCount++,
            _ => RefusedCount++,
        };
    }

    public void Keep(string report) => Report = report;
}
