using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>The line drawings of the frame, which stand beside words: paths on a field of 24 by 24, made once for all open
/// pages.</summary>
internal static class Icons
{
    private static readonly Dictionary<string, string> Paths = new(StringComparer.Ordinal)
    {
        ["desk"] = "M4 5h16v11H4zM8 20h8M12 16v4",
        ["flag"] = "M6 21V4M6 5h12l-3 4 3 4H6",
        ["contract"] = "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
        ["invoice"] = "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
        ["cash"] = "M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M6 10v4M18 10v4",
        ["alert"] = "M12 4 2.8 20h18.4zM12 10v5M12 17.5v.5",
        ["gate"] = "M4 21V6l8-3 8 3v15M9 12l2.2 2.5L15.5 9",
        ["payout"] = "M4 17V7h11M12 4l3 3-3 3M20 7v10H9M12 14l-3 3 3 3",
        ["people"] = "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6"
            + "M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.7 3.5 5.5",
        ["handover"] = "M3 8h12M12 5l3 3-3 3M21 16H9M12 13l-3 3 3 3",
        ["ledger"] = "M5 4h14v16H5zM9 4v16M12 9h4M12 13h4",
        ["insights"] = "M4 20h16M7 20v-6M12 20V6M17 20v-9",
        ["balance"] = "M12 4v16M7 20h10M5 7h14M5 7l-3 7a3 3 0 0 0 6 0zM19 7l-3 7a3 3 0 0 0 6 0z",
        ["trace"] = "M5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4M19 21a2 2 0 1 0 0-4 2 2 0 0 0 0 4M5 7v5h14v5",
        ["event"] = "M13 2 5 14h6l-1 8 8-12h-6z",
        ["gear"] = "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M12 2v4M12 18v4M2 12h4M18 12h4M5 5l2.8 2.8"
            + "M16.2 16.2 19 19M19 5l-2.8 2.8M7.8 16.2 5 19",
        ["sandbox"] = "M4 9l8-5 8 5v8l-8 4-8-4zM4 9l8 4 8-4M12 13v8",
        ["building"] = "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3",
        ["globe"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
        ["policy"] = "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4",
        ["key"] = "M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 12h9M17 12v4M20 12v3",
        ["clock"] = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
        ["seal"] = "M12 14a5 5 0 1 0 0-10 5 5 0 0 0 0 10M9 13l-2 8 5-3 5 3-2-8",
        ["bell"] = "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
        ["menu"] = "M4 6h16M4 12h16M4 18h16",
        ["theme"] = "M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9",
        ["person"] = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c.6-4.5 3.6-7 8-7s7.4 2.5 8 7",
    };

    private static readonly Dictionary<string, MarkupString> Drawings = Paths.ToDictionary(
        entry => entry.Key,
        entry => new MarkupString(
            $"<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{entry.Value}\" /></svg>"));

    /// <param name="name">Which drawing; that of the desk for a name that is not known.</param>
    public static MarkupString Of(string name) => Drawings.GetValueOrDefault(name, Drawings["desk"]);
}
