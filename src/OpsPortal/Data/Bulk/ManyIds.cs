using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsPortal.Data.Bulk;

/// <summary>New ids for many rows, as <see cref="Guid.CreateVersion7()"/> makes them one by one; the system is asked once for
/// what is random in all of them.</summary>
internal static class ManyIds
{
    private const int Length = 16;

    public static Guid[] New(int count, Instant now)
    {
        var bytes = new byte[Length * count];
        RandomNumberGenerator.Fill(bytes);
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = Id(bytes.AsSpan(i * Length, Length), now.ToUnixTimeMilliseconds());
        return ids;
    }

    private static Guid Id(Span<byte> random, long milliseconds)
    {
        BinaryPrimitives.WriteInt64BigEndian(random, (milliseconds << 16) | BinaryPrimitives.ReadUInt16BigEndian(random[6..]));
        random[6] = (byte)((random[6] & 0x0F) | 0x70);
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Guid(random, bigEndian: true);
    }
}
