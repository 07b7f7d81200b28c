namespace OpsPortal.Components;

/// <summary>How a state feels: drawn as a shape and a colour beside its words.</summary>
public enum Tone
{
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}

internal static class ToneNames
{
    private static readonly string[] Names = [.. Enum.GetNames<Tone>().Select(name => name.ToLowerInvariant())];

    /// <summary>The tone as the style sheet calls it.</summary>
    public static string Css(this Tone tone) => Names[(int)tone];
}
