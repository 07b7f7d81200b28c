namespace OpsPortal.Benchmarks.Circuits;

/// <summary>What the server calls in the browser: its first argument where that is a number, and its second where that is
/// bytes.</summary>
internal sealed record CircuitMessage(string Target, long Number, byte[] Data);

/// <summary>Cuts what comes through a circuit's socket into messages (MessagePack, each with its length before it).</summary>
internal sealed class CircuitMessages
{
    private byte[] waiting = [];

    /// <summary>The circuit's protected id, once the server has told it.</summary>
    public string? Circuit { get; private set; }

    public IReadOnlyList<CircuitMessage> Take(ReadOnlySpan<byte> piece)
    {
        ReadOnlySpan<byte> all = [.. waiting, .. piece];
        if (all.StartsWith("{}\u001e"u8))
            all = all[3..];
        var messages = new List<CircuitMessage>();
        while (Length(all) is var (length, header) && all.Length >= header + length)
        {
            if (Read(all.Slice(header, length)) is { } message)
                messages.Add(message);
            all = all[(header + length)..];
        }

        waiting = all.ToArray();
        return messages;
    }

    private static (int Length, int Header)? Length(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        for (var i = 0; i < bytes.Length && i < 5; i++)
        {
            length |= (bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] < 0x80)
                return (length, i + 1);
        }

        return null;
    }

    private CircuitMessage? Read(ReadOnlySpan<byte> bytes)
    {
        var pack = new Pack(bytes);
        pack.ArrayLength();
        var kind = pack.Number();
        if (kind is not (1 or 3))
            return null;
        pack.Skip();
        var id = pack.TextOrNull();
        if (kind == 3)
        {
            pack.Skip();
            if (id == "0")
                Circuit = pack.TextOrNull();
            return null;
        }

        var target = pack.TextOrNull()!;
        var arguments = pack.ArrayLength();
        var number = arguments > 0 && pack.IsNumber ? pack.Number() : 0;
        return new CircuitMessage(target, number, arguments > 1 && pack.IsBytes ? pack.Bytes().ToArray() : []);
    }
}
