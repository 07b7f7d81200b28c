using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Audit;

/// <summary>One link of the audit chain: its place, the row it seals, the hash before it, and its own hash, as lower-case
/// hex.</summary>
public sealed class AuditSeal
{
    private AuditSeal()
    {
    }

    public long Sequence { get; private set; }

    public AuditId RowId { get; private set; }

    public string PreviousHash { get; private set; } = "";

    public string Hash { get; private set; } = "";

    /// <summary>The link that seals a row after the given head; null head starts the chain.</summary>
    public static AuditSeal After(AuditSeal? head, AuditRow row)
    {
        var sequence = (head?.Sequence ?? 0) + 1;
        var previous = head?.Hash ?? AuditChain.Genesis;
        return new AuditSeal
        {
            Sequence = sequence,
            RowId = row.Id,
            PreviousHash = previous,
            Hash = AuditChain.HashOf(sequence, previous, row),
        };
    }
}
