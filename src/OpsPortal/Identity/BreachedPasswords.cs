using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OpsPortal.Identity;

/// <summary>
/// The list of breached passwords of the settings: a file of lines <c>SHA-1 in capitals:count</c>, sorted by hash, as the
/// downloader of "Pwned Passwords" writes it. It is searched where it lies, by halves; nothing of it is kept in memory and
/// nothing leaves this server.
/// </summary>
[Part]
internal sealed class BreachedPasswords(IConfiguration configuration)
{
    public const string Setting = "Security:BreachedPasswords";

    private const int HashLength = 40;

    /// <summary>Longer than any line: the hash, a colon, a count and the line's end.</summary>
    private const int Window = 96;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>The file of the settings; null where none is set.</summary>
    public string? Path => configuration[Setting] is { Length: > 0 } path ? path : null;

    /// <summary>Whether the list has the password; no where no list is set. Throws <see cref="IOException"/>,
    /// <see cref="UnauthorizedAccessException"/> or <see cref="InvalidDataException"/> where it cannot be read.</summary>
    public bool Has(string password)
    {
        if (Path is not { } path)
            return false;
        var wanted = HashOf(password);
        using var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var (low, high) = (0L, RandomAccess.GetLength(file));
        while (low < high)
        {
            var (start, end, hash) = LineAt(file, low + ((high - low) / 2));
            var order = string.CompareOrdinal(wanted, hash);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (low, start) : (end, high);
        }

        return false;
    }

    /// <summary>Null where the list can be used or none is set; else why not, as a sentence.</summary>
    public string? WhyNot()
    {
        if (Path is not { } path)
            return null;
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
            var length = RandomAccess.GetLength(file);
            if (length == 0)
                return $"{path} is empty.";
            return string.CompareOrdinal(LineAt(file, 0).Hash, LineAt(file, length - 1).Hash) <= 0
                ? null : $"{path} is not sorted by hash.";
        }
        catch (Exception trouble) when (IsUnreadable(trouble))
        {
            return trouble.Message;
        }
    }

    public static bool IsUnreadable(Exception trouble) =>
        trouble is IOException or UnauthorizedAccessException or InvalidDataException;

    /// <summary>The line that holds a byte: where it starts, where the next one starts, and its hash.</summary>
    private (long Start, long End, string Hash) LineAt(SafeFileHandle file, long at)
    {
        Span<byte> bytes = stackalloc byte[2 * Window];
        var from = Math.Max(0, at - Window);
        bytes = bytes[..RandomAccess.Read(file, bytes, from)];
        var middle = (int)(at - from);
        var start = bytes[..middle].LastIndexOf((byte)'\n') + 1;
        var rest = bytes[middle..].IndexOf((byte)'\n');
        var end = rest < 0 ? bytes.Length : middle + rest + 1;
        var line = bytes[start..end];
        var isLine = (start > 0 || from == 0) && line.Length > HashLength && line[HashLength] == ':'
            && !line[..HashLength].ContainsAnyExcept(HexDigits);
        return isLine
            ? (from + start, from + end, Encoding.ASCII.GetString(line[..HashLength]))
            : throw new InvalidDataException(
                $"{Path} has at byte {from + start} no line of a SHA-1 in capitals, a colon and a count.");
    }

    [SuppressMessage("Security", "CA5350", Justification = "The list is made of SHA-1; no secret is kept by it.")]
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
}
