using System.Globalization;

namespace OpsPortal.Domain.Shared;

/// <summary>A count with its noun: "1 break", "2 breaks", "1,200 payouts".</summary>
public static class CountWords
{
    /// <param name="plural">Where it is not the noun with an s.</param>
    public static string Of(int count, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? noun : plural ?? noun + "s")}");
}
