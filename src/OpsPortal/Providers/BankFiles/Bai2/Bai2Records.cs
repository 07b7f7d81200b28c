using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.Providers.BankFiles.Bai2;

/// <summary>
/// One record with its continuations. Where a physical line ended stands a line feed: among fields it parts them like a comma,
/// in a text it is a blank.
/// </summary>
/// <param name="Physical">How many records of the file it is made of.</param>
internal sealed record Bai2Record(int Line, string Code, string Body, int Physical)
{
    private static readonly char[] Marks = [',', '\n'];

    public string[] Fields() => Body.TrimEnd('/', ' ', '\n').Split(Marks).Select(field => field.Trim()).ToArray();
}

/// <summary>Cuts a text file into records, joining continuations (88) and lines that were broken without one.</summary>
internal static partial class Bai2Records
{
    private static readonly HashSet<string> Codes = new(StringComparer.Ordinal)
    {
        "01", "02", "03", "16", "49", "88", "98", "99",
    };

    private const int LongestRecord = 1_000_000;

    public static IEnumerable<Bai2Record> Of(IEnumerable<TextLine> lines)
    {
        (int Line, string Code, int Physical)? open = null;
        var body = new StringBuilder();
        foreach (var line in lines)
        {
            foreach (var part in Apart().Split(line.Text.Trim('\u001A', '\0', '\uFEFF')).Where(part => part.Trim().Length > 0))
            {
                var text = part.Trim();
                var code = text.Length >= 3 && text[2] == ',' && Codes.Contains(text[..2]) ? text[..2]
                    : text.Length >= 3 && text[2] == '/' && Codes.Contains(text[..2]) ? text[..2] : null;
                if (code is null or "88")
                {
                    if (open is not { } begun)
                        throw new BankFileException(line.Number, "The line belongs to no record.");
                    Append(body, code is null ? text : text[3..], line.Number);
                    open = begun with { Physical = begun.Physical + (code is null ? 0 : 1) };
                    continue;
                }

                if (open is { } ready)
                    yield return new Bai2Record(ready.Line, ready.Code, body.ToString(), ready.Physical);
                open = (line.Number, code, 1);
                body.Clear().Append(text[3..]);
            }
        }

        if (open is { } last)
            yield return new Bai2Record(last.Line, last.Code, body.ToString(), last.Physical);
    }

    // The slash that ends a line is its terminator; the fields go on behind it.
    private static void Append(StringBuilder body, string more, int line)
    {
        while (body.Length > 0 && body[^1] is '/' or ' ')
            body.Length--;
        body.Append('\n').Append(more);
        if (body.Length > LongestRecord)
            throw new BankFileException(line, "A record with its continuations is too long.");
    }

    [GeneratedRegex(@"(?<=/)\s+(?=(?:01|02|03|16|49|88|98|99),)")]
    private static partial Regex Apart();
}
