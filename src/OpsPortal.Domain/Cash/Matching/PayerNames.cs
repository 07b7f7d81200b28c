using System.Globalization;
using System.Text;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>Names of companies and people as banks cut and spell them.</summary>
public static class PayerNames
{
    // Besides legal forms: what banks' customers write around a name.
    private static readonly HashSet<string> Fillers = new(StringComparer.Ordinal)
    {
        "KGAA", "OHG", "OYJ", "CORPORATION", "THE", "AND", "UND", "ET", "PTY", "PTE", "OO", "Z", "O", "MBH", "EK", "EV", "KFT",
        "SRO", "DOO", "HERR", "FRAU", "MR", "MRS", "MS",
    };

    private static readonly (string One, string Two)[] TwoLetters = [("ß", "ss"), ("æ", "ae"), ("œ", "oe")];

    /// <summary>Words in capitals, without accents and legal forms, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Words(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return [];
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in Plain(name).Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToUpperInvariant(c));
                continue;
            }

            // "S.A." and "O'Neil" are one word: points and apostrophes do not cut.
            if (c is '.' or '\'' or '\u2019' || word.Length == 0)
                continue;
            words.Add(word.ToString());
            word.Clear();
        }

        var kept = words.Where(each => !LegalForms.All.Contains(each) && !Fillers.Contains(each)).ToList();
        return [.. (kept.Count > 0 ? kept : words).Order(StringComparer.Ordinal)];
    }

    /// <summary>The words as one text, by which names are looked up.</summary>
    public static string Key(IReadOnlyList<string> words) => string.Join(' ', words);

    /// <summary>From 0 (nothing in common) to 1 (the same words): shared words against all words, a cut word counts as its
    /// longer form.</summary>
    public static double Alike(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count == 0 || other.Count == 0)
            return 0;
        var shared = one.Count(word => other.Any(against => Same(word, against)));
        return 2.0 * shared / (one.Count + other.Count) is var alike && alike > 1 ? 1 : alike;
    }

    private static bool Same(string one, string other)
    {
        if (one == other)
            return true;
        var (shorter, longer) = one.Length < other.Length ? (one, other) : (other, one);
        return shorter.Length >= 4
            && (longer.StartsWith(shorter, StringComparison.Ordinal)
                || (shorter.Length >= 6 && EditDistance.Between(one, other) == 1));
    }

    private static IEnumerable<char> Plain(string name) => Ascii.IsValid(name) ? name : TwoLetters
        .Aggregate(name, (text, pair) => text.Replace(pair.One, pair.Two, StringComparison.OrdinalIgnoreCase))
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(LatinLetters.Bare);
}
