using System.Text;
using System.Text.Unicode;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles;

/// <summary>A file that cannot be read on from here.</summary>
internal sealed class BankFileException(int line, string reason) : Exception(reason)
{
    public int Line => line;
}

/// <summary>One line of a text file.</summary>
internal readonly record struct TextLine(int Number, string Text);

/// <summary>
/// Text files of banks: UTF-8 or UTF-16 with a mark, UTF-8 without one where all of it is valid, otherwise the code page of the
/// account's country (<see cref="CodePages"/>). Lines end in any way; each is bounded.
/// </summary>
internal static class BankText
{
    /// <summary>The beginning of a file as text, to see what it is.</summary>
    public static string Decode(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(beginning[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(beginning[2..]),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(beginning[3..]),
        [(byte)'<', 0, ..] => Encoding.Unicode.GetString(beginning),
        [0, (byte)'<', ..] => Encoding.BigEndianUnicode.GetString(beginning),
        _ => CodePages.Western.GetString(beginning),
    };

    public static IEnumerable<TextLine> Lines(Stream file, Encoding? told = null)
    {
        using var reader = new StreamReader(file, told ?? EncodingOf(file), detectEncodingFromByteOrderMarks: true, 64 * 1024,
            leaveOpen: true);
        var (number, text, buffer) = (1, new StringBuilder(), new char[16 * 1024]);
        var (any, afterReturn) = (false, false);
        for (int read; (read = reader.Read(buffer)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                var c = buffer[i];
                if (c is '\r' or '\n')
                {
                    if (!(c == '\n' && afterReturn))
                        yield return new TextLine(number++, Taken(text));
                    (any, afterReturn) = (false, c == '\r');
                    continue;
                }

                (any, afterReturn) = (true, false);
                if (text.Length >= FileLimits.LineLength)
                    throw new BankFileException(number, $"The line is longer than {FileLimits.LineLength} characters.");
                text.Append(c);
            }
        }

        if (any)
            yield return new TextLine(number, Taken(text));
    }

    private static string Taken(StringBuilder text)
    {
        var taken = text.ToString();
        text.Clear();
        return taken;
    }

    private static Encoding EncodingOf(Stream file)
    {
        var buffer = new byte[64 * 1024];
        var (kept, valid) = (0, true);
        for (int read; valid && (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            // A character may be cut by the end of the buffer: its bytes are looked at again with the next ones.
            var all = buffer.AsSpan(0, kept + read);
            var tail = Math.Min(3, all.Length);
            valid = Utf8.IsValid(all) || Enumerable.Range(1, tail).Any(cut => Utf8.IsValid(buffer.AsSpan(0, kept + read - cut)));
            var whole = all.Length;
            while (whole > 0 && valid && !Utf8.IsValid(all[..whole]))
                whole--;
            kept = all.Length - whole;
            all[whole..].CopyTo(buffer);
        }

        file.Position = 0;
        if (valid && kept == 0)
            return Encoding.UTF8;
        var begun = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return CodePages.Of(buffer.AsSpan(0, begun));
    }
}
