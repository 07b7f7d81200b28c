using System.Buffers;
using System.Globalization;

namespace OpsPortal.Documents;

/// <summary>Cells of a table as text: quoted where needed; a text that a spreadsheet would run as a formula is
/// disarmed.</summary>
internal static class CsvCells
{
    private static readonly SearchValues<char> Figures = SearchValues.Create("0123456789.,");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var kept = IsFormula(text) ? $"'{text}" : text;
        return !kept.AsSpan().ContainsAny(Quoted) ? kept
            : string.Create(CultureInfo.InvariantCulture, $"\"{kept.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }

    /// <summary>A moment in UTC, to the second; empty where there is none.</summary>
    public static string Text(Instant? at) => at?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    // A minus sign is a formula unless a plain number follows.
    private static bool IsFormula(string text) => text[0] is '=' or '+' or '@' or '\t' or '\r'
        || (text[0] == '-' && text.Length > 1 && text.AsSpan(1).ContainsAnyExcept(Figures));
}
