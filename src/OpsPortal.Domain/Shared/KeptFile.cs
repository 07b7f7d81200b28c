using NodaTime;

namespace OpsPortal.Domain.Shared;

/// <summary>A file that was checked and stored.</summary>
public sealed record EvidenceFile(string Name, string ContentType, long SizeBytes, string Hash);

/// <summary>A file that shows something, kept by the hash of its content and never taken away; each room says what it belongs
/// to.</summary>
public abstract class KeptFile
{
    private protected KeptFile()
    {
    }

    private protected KeptFile(EvidenceId id, EvidenceFile file, PersonId by, Instant at)
    {
        Id = id;
        FileName = file.Name;
        ContentType = file.ContentType;
        SizeBytes = file.SizeBytes;
        Hash = file.Hash;
        AddedBy = by;
        AddedAt = at;
    }

    public EvidenceId Id { get; private protected set; }

    public string FileName { get; private protected set; } = "";

    public string ContentType { get; private protected set; } = "";

    public long SizeBytes { get; private protected set; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public string Hash { get; private protected set; } = "";

    public PersonId AddedBy { get; private protected set; }

    public Instant AddedAt { get; private protected set; }
}
