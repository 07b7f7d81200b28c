using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Audit;

/// <summary>The verdict on a chain: how many links hold, the head, and the first broken link with its reason if any.</summary>
public sealed record ChainVerdict(long Links, string HeadHash, long? FirstBroken, string? Why)
{
    public bool IsIntact => FirstBroken is null;
}

/// <summary>
/// The hash chain over the audit log: SHA-256 over the link's place, the hash before it and the row's canonical bytes. A changed,
/// removed, added or reordered row breaks the chain at a link that <see cref="Verify"/> names.
/// </summary>
public static class AuditChain
{
    /// <summary>What stands before the first link.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>Walks the links in their order; a link whose row is gone comes with null.</summary>
    public static ChainVerdict Verify(IEnumerable<(AuditSeal Seal, AuditRow? Row)> links)
    {
        var count = 0L;
        var head = Genesis;
        foreach (var (seal, row) in links)
        {
            if (Flaw(seal, row, count + 1, head) is { } why)
                return new ChainVerdict(count, head, count + 1, why);
            head = seal.Hash;
            count++;
        }

        return new ChainVerdict(count, head, null, null);
    }

    internal static string HashOf(long sequence, string previousHash, AuditRow row) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalBytes(sequence, previousHash, row)));

    private static string? Flaw(AuditSeal seal, AuditRow? row, long expected, string head)
    {
        if (seal.Sequence != expected)
            return $"link {expected} is missing; the next one found is {seal.Sequence}";
        if (seal.PreviousHash != head)
            return "it does not follow on the link before it";
        if (row is null || row.Id != seal.RowId)
            return $"its row {seal.RowId} is missing";
        return seal.Hash == HashOf(seal.Sequence, seal.PreviousHash, row) ? null : $"its row {row.Id} was changed";
    }

    /// <summary>Each field with its length before it, so that no two rows have the same bytes; null differs from empty.</summary>
    private static byte[] CanonicalBytes(long sequence, string previousHash, AuditRow row)
    {
        using var bytes = new MemoryStream();
        Write(bytes, sequence);
        Write(bytes, previousHash);
        Write(bytes, row.Id.ToString());
        Write(bytes, row.At.ToUnixTimeTicks());
        Write(bytes, row.PersonId?.ToString());
        string?[] texts =
            [row.Who, row.Action, row.SubjectKind, row.SubjectId.ToString(), row.Before, row.After, row.Reason, row.RequestId];
        foreach (var text in texts)
            Write(bytes, text);
        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, long number)
    {
        Span<byte> buffer = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(buffer, number);
        bytes.Write(buffer);
    }

    private static void Write(MemoryStream bytes, string? text)
    {
        if (text is null)
        {
            Write(bytes, -1);
            return;
        }

        var utf8 = Encoding.UTF8.GetBytes(text);
        Write(bytes, utf8.Length);
        bytes.Write(utf8);
    }
}
