using NodaTime;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>A file that belongs to a case, kept by the hash of its content. Never taken away.</summary>
public sealed class CaseEvidence
{
    private CaseEvidence()
    {
    }

    internal CaseEvidence(EvidenceId id, ExceptionId exception, EvidenceFile file, PersonId by, Instant at)
    {
        Id = id;
        ExceptionId = exception;
        FileName = file.Name;
        ContentType = file.ContentType;
        SizeBytes = file.SizeBytes;
        Hash = file.Hash;
        AddedBy = by;
        AddedAt = at;
    }

    public EvidenceId Id { get; private set; }

    public ExceptionId ExceptionId { get; private set; }

    public string FileName { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    public long SizeBytes { get; private set; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public PersonId AddedBy { get; private set; }

    public Instant AddedAt { get; private set; }
}
