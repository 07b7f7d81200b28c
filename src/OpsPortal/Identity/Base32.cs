namespace OpsPortal.Identity;

/// <summary>Bytes as letters and digits that a person can read out: RFC 4648, without padding.</summary>
internal static class Base32
{
    private const string Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(IEnumerable<byte> bytes)
    {
        var bits = string.Concat(bytes.Select(one => Convert.ToString(one, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(five => Signs[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }

    public static byte[] Read(string text)
    {
        var bits = string.Concat(text.Select(sign =>
            Convert.ToString(Signs.IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(eight => eight.Length == 8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }
}
