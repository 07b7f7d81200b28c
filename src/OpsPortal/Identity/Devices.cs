namespace OpsPortal.Identity;

/// <summary>A browser's own description, in the words that a person knows their devices by.</summary>
internal static class Devices
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
            ("Linux", "Linux")];

    public static string NameOf(string? userAgent) =>
        string.IsNullOrWhiteSpace(userAgent) ? "Unknown device"
            : $"{Find(userAgent, Browsers, "A browser")} on {Find(userAgent, Systems, "an unknown system")}";

    private static string Find(string text, (string Mark, string Name)[] names, string otherwise) =>
        names.FirstOrDefault(row => text.Contains(row.Mark, StringComparison.Ordinal)).Name ?? otherwise;
}
