using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>A file that shows an item of a close's checklist; it stands in the close pack with its hash.</summary>
public sealed class CloseEvidence : KeptFile
{
    public const int MostOfAnItem = 20;

    private CloseEvidence()
    {
    }

    public CloseEvidence(EvidenceId id, PeriodCloseId close, string code, EvidenceFile file, PersonId by, Instant at)
        : base(id, file, by, at) => (CloseId, Code) = (close, code);

    public PeriodCloseId CloseId { get; private set; }

    /// <summary>The item of the checklist.</summary>
    public string Code { get; private set; } = "";
}
