using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsPortal.Api;

/// <summary>Where a page of a list ended: an instant and a name. Opaque to clients.</summary>
internal sealed record Cursor(Instant At, string Name)
{
    public const int UsualLimit = 50;
    private const int MostLimit = 200;

    public override string ToString() => WebEncoders.Base64UrlEncode(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}|{Name}")));

    public static Outcome<Cursor?> Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return (Cursor?)null;
        try
        {
            var parts = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)).Split('|', 2);
            return new Cursor(Instant.FromUnixTimeTicks(long.Parse(parts[0], NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture)), parts[1]);
        }
        catch (Exception trouble) when (
            trouble is FormatException or IndexOutOfRangeException or OverflowException or ArgumentException)
        {
            return ApiRefusals.BadCursor;
        }
    }

    /// <summary>How many rows are read for a page of so many: one more, which tells of a page that follows.</summary>
    public static int OneMore(int limit) => Math.Max(limit, 0) + 1;

    public static Outcome<int> Limit(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return UsualLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= MostLimit
            ? limit
            : ApiRefusals.BadLimit;
    }
}

/// <summary>A page of a list; <c>next</c> is the cursor of the page after it, absent on the last one.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);
