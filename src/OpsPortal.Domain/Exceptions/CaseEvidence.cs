using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>A file that belongs to a case.</summary>
public sealed class CaseEvidence : KeptFile
{
    private CaseEvidence()
    {
    }

    internal CaseEvidence(EvidenceId id, ExceptionId exception, EvidenceFile file, PersonId by, Instant at)
        : base(id, file, by, at) => ExceptionId = exception;

    public ExceptionId ExceptionId { get; private set; }
}
