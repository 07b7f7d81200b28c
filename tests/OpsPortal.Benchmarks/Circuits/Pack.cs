using System.Buffers.Binary;
using System.Text;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>As much of MessagePack as a circuit speaks.</summary>
internal ref struct Pack(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> left = bytes;

    public readonly bool IsNumber => left[0] is < 0x80 or >= 0xe0 or (>= 0xcc and <= 0xd3);

    public readonly bool IsBytes => left[0] is >= 0xc4 and <= 0xc6;

    public int ArrayLength() => Take() switch
    {
        var head when head is >= 0x90 and <= 0x9f => head & 0xf,
        0xdc => (int)Big(2),
        var head => throw new FormatException($"No array: {head:x2}"),
    };

    public long Number() => Take() switch
    {
        var head when head < 0x80 => head,
        var head when head >= 0xe0 => (sbyte)head,
        0xcc => Big(1),
        0xcd => Big(2),
        0xce => Big(4),
        0xcf or 0xd3 => Big(8),
        0xd0 => (sbyte)Big(1),
        0xd1 => (short)Big(2),
        0xd2 => (int)Big(4),
        var head => throw new FormatException($"No number: {head:x2}"),
    };

    public string? TextOrNull() => Take() switch
    {
        0xc0 => null,
        var head when head is >= 0xa0 and <= 0xbf => Encoding.UTF8.GetString(Next(head & 0x1f)),
        0xd9 => Encoding.UTF8.GetString(Next((int)Big(1))),
        0xda => Encoding.UTF8.GetString(Next((int)Big(2))),
        0xdb => Encoding.UTF8.GetString(Next((int)Big(4))),
        var head => throw new FormatException($"No text: {head:x2}"),
    };

    public ReadOnlySpan<byte> Bytes() => Take() switch
    {
        0xc4 => Next((int)Big(1)),
        0xc5 => Next((int)Big(2)),
        _ => Next((int)Big(4)),
    };

    /// <summary>Leaves out a number or an empty map.</summary>
    public void Skip()
    {
        if (IsNumber)
            Number();
        else if (Take() != 0x80)
            throw new FormatException("Only empty maps are known.");
    }

    private byte Take() => Next(1)[0];

    private ReadOnlySpan<byte> Next(int count)
    {
        var next = left[..count];
        left = left[count..];
        return next;
    }

    private long Big(int size)
    {
        Span<byte> padded = stackalloc byte[8];
        Next(size).CopyTo(padded[(8 - size)..]);
        return BinaryPrimitives.ReadInt64BigEndian(padded);
    }
}
