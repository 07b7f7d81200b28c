using System.Globalization;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>How two neighbouring parts of a text are joined.</summary>
internal enum Joint
{
    /// <summary>A blank, a bracket, the end: another word.</summary>
    Loose,

    /// <summary>A dash, slash or underscore: perhaps the same number.</summary>
    Dashed,

    /// <summary>A point, comma or apostrophe, as in amounts and dates.</summary>
    Pointed,

    /// <summary>Nothing between them: a letter beside a digit.</summary>
    Glued,
}

/// <summary>A run of letters or a run of digits.</summary>
internal readonly record struct Atom(int Start, int Length, bool IsDigits, Joint Before, bool AfterMoneySign);

/// <summary>A text cut into runs of letters and digits, and the keys under which numbers are found in it.</summary>
internal sealed class ReferenceText
{
    private const ulong Seed = 14695981039346656037;
    private const ulong Factor = 1099511628211;
    private readonly List<Atom> atoms = [];

    public ReferenceText(string text)
    {
        Text = text;
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var (start, digits) = (i, char.IsAsciiDigit(text[i]));
            while (i < text.Length && char.IsLetterOrDigit(text[i]) && char.IsAsciiDigit(text[i]) == digits)
                i++;
            atoms.Add(new Atom(start, i - start, digits, JointBefore(start), IsMoneySign(start - 1) || IsMoneySign(i)));
        }
    }

    public string Text { get; }

    public IReadOnlyList<Atom> Atoms => atoms;

    public ReadOnlySpan<char> Of(int atom) => Text.AsSpan(atoms[atom].Start, atoms[atom].Length);

    public string Upper(int atom) => Of(atom).ToString().ToUpperInvariant();

    /// <summary>Letters and digits of a whole text without what separates them, as a key.</summary>
    public static ulong CompactKey(ReadOnlySpan<char> text)
    {
        var key = Seed;
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                key = Mixed(key, (char)(c >= 'a' ? c - 32 : c));
            else if (char.IsLetterOrDigit(c))
                key = Mixed(key, char.ToUpperInvariant(c));
        }

        return key == Seed ? 0 : key;
    }

    /// <summary>The key of some neighbouring runs, with leading zeros taken off and runs kept apart.</summary>
    public ulong StrippedKey(int from, int count)
    {
        var key = Seed;
        for (var atom = from; atom < from + count; atom++)
        {
            var run = Of(atom);
            if (atoms[atom].IsDigits)
                run = run.TrimStart('0');
            foreach (var c in run)
                key = Mixed(key, char.ToUpperInvariant(c));
            key = Mixed(key, '.');
        }

        return key;
    }

    public ulong CompactKey(int from, int count) => CompactKey(Span(from, count));

    /// <summary>Letters and digits of some neighbouring runs in capitals.</summary>
    public string Compact(int from, int count) => Compact(Span(from, count));

    public static string Compact(ReadOnlySpan<char> text)
    {
        Span<char> kept = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
            if (char.IsLetterOrDigit(c))
                kept[length++] = char.ToUpperInvariant(c);
        return new string(kept[..length]);
    }

    public ReadOnlySpan<char> Span(int from, int count)
    {
        var last = atoms[from + count - 1];
        return Text.AsSpan(atoms[from].Start, last.Start + last.Length - atoms[from].Start);
    }

    private static ulong Mixed(ulong key, char c) => unchecked((key ^ c) * Factor);

    private Joint JointBefore(int start)
    {
        if (start == 0)
            return Joint.Loose;
        if (char.IsLetterOrDigit(Text[start - 1]))
            return Joint.Glued;
        if (start < 2 || !char.IsLetterOrDigit(Text[start - 2]))
            return Joint.Loose;
        return Text[start - 1] switch
        {
            '-' or '/' or '_' or '\u2013' or '\u2010' => Joint.Dashed,
            '.' or ',' or '\'' => Joint.Pointed,
            _ => Joint.Loose,
        };
    }

    private bool IsMoneySign(int at)
    {
        if (at >= 0 && at < Text.Length && Text[at] == ' ')
            at += at + 1 < Text.Length && !char.IsLetterOrDigit(Text[at + 1]) ? 1 : -1;
        return at >= 0 && at < Text.Length && char.GetUnicodeCategory(Text[at]) == UnicodeCategory.CurrencySymbol;
    }
}
