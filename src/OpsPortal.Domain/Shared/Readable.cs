using System.Globalization;

namespace OpsPortal.Domain.Shared;

/// <summary>Words for people that may quote what somebody typed in: short enough to read, and without signs that steer a
/// terminal, a log or the direction of writing.</summary>
internal static class Readable
{
    private const int Longest = 600;

    /// <summary>How much of the end is kept of a text that is too long: what is said after the quotation.</summary>
    private const int End = 200;

    private const char Instead = '\uFFFD';

    public static string Of(string text)
    {
        var words = text.Length <= Longest ? text : $"{text[..(Longest - End)]} ... {text[^End..]}";
        return words.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? words
            : string.Create(words.Length, words, static (shown, from) =>
            {
                for (var at = 0; at < from.Length; at++)
                    shown[at] = Steers(from[at]) || IsAlone(from, at) ? Instead : from[at];
            });
    }

    private static bool Steers(char sign) =>
        char.IsControl(sign) || sign is '\u2028' or '\u2029' || char.GetUnicodeCategory(sign) == UnicodeCategory.Format;

    private static bool IsAlone(string text, int at) => char.IsSurrogate(text[at])
        && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        && !(char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]));
}
