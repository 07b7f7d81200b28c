using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Features.Close.Pack;

/// <summary>
/// The last bytes of a pack: the hash of all bytes before them, kept as the ZIP's comment. So a change is seen also where it lies
/// between the parts.
/// </summary>
internal static class PackSeal
{
    private const string Head = "sha256:";
    private const int Length = 71;

    /// <summary>What keeps the place while the ZIP is written.</summary>
    public static string Placeholder { get; } = Head + new string('0', Length - Head.Length);

    /// <summary>Puts the hash in its place.</summary>
    public static void Close(Stream file)
    {
        var seal = Encoding.ASCII.GetBytes(Of(file));
        file.Position = file.Length - Length;
        file.Write(seal);
        file.Flush();
    }

    public static bool Holds(Stream file)
    {
        if (file.Length <= Length)
            return false;
        var expected = Of(file);
        var found = new byte[Length];
        file.Position = file.Length - Length;
        file.ReadExactly(found);
        return Encoding.ASCII.GetString(found) == expected;
    }

    private static string Of(Stream file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        file.Position = 0;
        for (var left = file.Length - Length; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Head + Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
