using System.Buffers;
using System.Text;

namespace OpsPortal.Documents.Pdf;

/// <summary>Breaks a text into lines that fit: at spaces, then after a hyphen or slash, and only then inside a word. Nothing is
/// cut off.</summary>
internal sealed class PdfLines(PdfFont font)
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("-/_:.,;");

    public double WidthOf(ReadOnlySpan<char> text, double size) => font.WidthOf(text) * size / 1000;

    /// <summary>One form of each letter, and no control characters, which no font shows.</summary>
    public static string Clean(string text)
    {
        if (Ascii.IsValid(text) && text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0)
            return text;
        var kept = text.ReplaceLineEndings("\n").Replace('\t', ' ');
        kept = string.Concat(kept.Where(letter => letter == '\n' || !char.IsControl(letter)));
        return kept.IsNormalized() ? kept : kept.Normalize();
    }

    /// <summary>Adds the lines of the text to the list, at least one.</summary>
    public void Break(string text, double width, double size, List<string> into)
    {
        text = Clean(text);
        if (WidthOf(text, size) <= width && !text.Contains('\n', StringComparison.Ordinal))
        {
            into.Add(text);
            return;
        }

        foreach (var paragraph in text.Split('\n'))
            BreakParagraph(paragraph, width, size, into);
    }

    public IReadOnlyList<string> Of(string text, double width, double size)
    {
        var lines = new List<string>();
        Break(text, width, size, lines);
        return lines;
    }

    private void BreakParagraph(string paragraph, double width, double size, List<string> into)
    {
        var line = "";
        foreach (var word in paragraph.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (WidthOf(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                into.Add(line);
            line = word;
            while (WidthOf(line, size) > width && line.Length > 1)
            {
                var cut = CutOf(line, width, size);
                into.Add(line[..cut]);
                line = line[cut..];
            }
        }

        into.Add(line);
    }

    private int CutOf(string word, double width, double size)
    {
        var fits = 1;
        while (fits < word.Length - 1 && WidthOf(word.AsSpan(0, fits + 1), size) <= width)
            fits++;
        var soft = word.AsSpan(0, fits).LastIndexOfAny(Breaks);
        return soft > fits / 3 ? soft + 1 : fits;
    }
}
