using System.Globalization;

namespace OpsPortal.Documents;

/// <summary>Cells of a table as text: quoted where needed; a text that a spreadsheet would run as a formula is
/// disarmed.</summary>
internal static class CsvCells
{
    public static string Of(string? text)
    {
        var kept = text ?? "";
        if (kept.Length > 0 && "=+@\t".Contains(kept[0], StringComparison.Ordinal))
            kept = $"'{kept}";
        return kept.AsSpan().IndexOfAny(",\"\r\n") < 0 ? kept
            : string.Create(CultureInfo.InvariantCulture, $"\"{kept.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
    }
}
