using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>What happened, who did it, when, in the order that the page gives.</summary>
public sealed partial class Timeline
{
    [Parameter, EditorRequired]
    public IReadOnlyList<TimelineEntry> Entries { get; set; } = [];

    [Parameter]
    public string Label { get; set; } = "History";

    /// <summary>What stands there when there is nothing to tell.</summary>
    [Parameter]
    public string None { get; set; } = "Nothing has happened yet.";

    [Parameter]
    public string? Zone { get; set; }
}

/// <summary>One thing that happened.</summary>
public sealed record TimelineEntry(
    Instant At, string What, string? Who = null, string? Note = null, Tone Tone = Tone.Neutral, string? Href = null);
