using System.Globalization;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>
/// Names that a reader takes for one another: the letters of other alphabets, accents, digits and pairs of letters that look like
/// another, without blanks, signs and legal forms. Two names are alike when nothing else is left to tell them apart.
/// </summary>
public static class LookAlikes
{
    // What is read for what once capitals are gone: Cyrillic, Greek, and Latin with its digits.
    private const string Twins =
        "\u0430a \u0432b \u0435e \u0451e \u0437z \u0456l \u0457l \u043ak \u043cm \u043dh \u043eo \u0440p \u0441c \u0442t \u0443y "
        + "\u0445x \u0458j \u0455s \u04bbh \u0501d \u051bq \u051dw \u04afy \u03b1a \u03b2b \u03b5e \u03b9l \u03bak \u03bdv "
        + "\u03bfo \u03c1p \u03c4t \u03c5u \u03c7x \u03c9w \u0131l il 1l 0o 5s";

    private static readonly Dictionary<char, char> ReadAs =
        Twins.Split(' ').ToDictionary(pair => pair[0], pair => pair[1]);

    // The first half of the pairs that stand for bold, script and other mathematical letters.
    private const char MathematicalLetters = '\ud835';

    private static readonly (string Other, string Plain)[] Pairs = [("rn", "m"), ("vv", "w")];

    /// <summary>Why a name cannot be read for what it is, or null: hidden or direction-changing signs, or letters of two
    /// alphabets in one word.</summary>
    public static Refusal? Disguise(string name)
    {
        if (name.Any(c => c == MathematicalLetters || char.GetUnicodeCategory(c) is UnicodeCategory.Format
            or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator))
            return PartiesRefusals.HiddenSigns;
        return name.Split(' ').FirstOrDefault(word => word.Select(Alphabet).Where(a => a is not null).Distinct().Count() > 1)
            is { } mixed ? PartiesRefusals.MixedAlphabets(mixed) : null;
    }

    public static bool Resemble(string one, string other) => Skeleton(one) is { Length: > 0 } bones && bones == Skeleton(other);

    /// <summary>What is left of a name for the comparison.</summary>
    public static string Skeleton(string name)
    {
        var plain = string.Concat(name.Select(Narrow).Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(char.ToLowerInvariant).Select(LatinLetters.Bare).Select(c => ReadAs.GetValueOrDefault(c, c)));
        var words = plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit))).ToList();
        var own = words.Where(word => !LegalForms.All.Contains(word)).ToList();
        var bones = string.Concat(own.Count > 0 ? own : words);
        return Pairs.Aggregate(bones, (text, pair) => text.Replace(pair.Other, pair.Plain, StringComparison.Ordinal));
    }

    // The wide letters of East Asian keyboards are those of ASCII, so far on.
    private static char Narrow(char c) => c is >= '\uff01' and <= '\uff5e' ? (char)(c - 0xfee0) : c;

    private static string? Alphabet(char c) => c switch
    {
        >= '\u0370' and <= '\u03ff' => "Greek",
        >= '\u0400' and <= '\u052f' => "Cyrillic",
        _ when char.IsLetter(c) && c < '\u0250' => "Latin",
        _ => null,
    };
}
