using System.Text.RegularExpressions;

namespace OpsPortal.Domain.Exceptions;

/// <summary>People named in a text by @ and the front part of their e-mail address, such as <c>@finance</c>.</summary>
public static partial class Mentions
{
    public static IReadOnlyList<string> Of(string text) =>
        [.. Named().Matches(text).Select(match => match.Groups[1].Value.TrimEnd('.').ToLowerInvariant()).Distinct()];

    // Not inside an address: what stands before the @ must not be part of a word.
    [GeneratedRegex(@"(?<![\w.@])@([A-Za-z0-9][A-Za-z0-9._-]{0,63})(?!@)")]
    private static partial Regex Named();
}
