using System.Text.RegularExpressions;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Mt940;

/// <summary>One field of a SWIFT message; the tag <c>-</c> stands for the message's end.</summary>
internal sealed record SwiftField(int Line, string Tag, List<string> Lines)
{
    public const string End = "-";

    /// <summary>Its lines as one text, as they were before they were wrapped.</summary>
    public string Joined => string.Concat(Lines);
}

/// <summary>Cuts a text file into fields, with or without the blocks that SWIFT puts around a message.</summary>
internal static partial class SwiftFields
{
    /// <summary>Only these begin a field: a wrapped text may begin with anything, such as <c>:26:37 Fo</c>.</summary>
    private static readonly HashSet<string> Tags = new(StringComparer.Ordinal)
    {
        "20", "21", "25", "25P", "28", "28C", "28D", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "13", "13D", "34F",
        "90C", "90D", "NS",
    };

    private const int MostLines = 200;

    public static IEnumerable<SwiftField> Of(IEnumerable<TextLine> lines)
    {
        SwiftField? field = null;
        foreach (var line in lines)
        {
            foreach (var (tag, rest) in Parts(line.Text))
            {
                if (tag is null)
                {
                    Lengthen(field, line.Number, rest);
                    continue;
                }

                if (field is not null)
                    yield return field;
                field = tag == SwiftField.End ? null : new SwiftField(line.Number, tag, [rest]);
                if (tag == SwiftField.End)
                    yield return new SwiftField(line.Number, tag, []);
            }
        }

        if (field is not null)
            yield return field;
    }

    private static void Lengthen(SwiftField? field, int line, string more)
    {
        field?.Lines.Add(more);
        if (field?.Lines.Count > MostLines)
            throw new BankFileException(line, $"A field has more than {MostLines} lines.");
    }

    /// <summary>What a line holds: ends, the beginning of a field, or more of the field before.</summary>
    private static IEnumerable<(string? Tag, string More)> Parts(string line)
    {
        var text = line.TrimEnd('\u0003', '\0', '\u001A').TrimStart('\u0001', '\uFEFF', '\0');
        var bare = text.TrimStart();
        if (Closing().Match(bare) is { Success: true } closing)
        {
            yield return (SwiftField.End, "");
            bare = text = bare[closing.Length..];
        }

        if (Blocks().IsMatch(bare))
        {
            var at = bare.LastIndexOf("{4:", StringComparison.Ordinal);
            bare = text = at < 0 ? "" : bare[(at + 3)..].TrimStart();
            if (text.Length == 0)
                yield break;
        }

        if (Opening().Match(bare) is { Success: true } tag && Tags.Contains(tag.Groups[1].Value))
            yield return (tag.Groups[1].Value, bare[tag.Length..]);
        else if (text.Length > 0)
            yield return (null, text);
    }

    [GeneratedRegex(@"^:([0-9A-Z]{2,3}):")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^-(?:\}|\s*$)")]
    private static partial Regex Closing();

    [GeneratedRegex(@"^\{[1-5]:")]
    private static partial Regex Blocks();
}
