using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Says that somebody else changed what the page shows, and that the page has been drawn anew.</summary>
public sealed partial class NewsNotice
{
    /// <summary>What changed, such as "This batch".</summary>
    [Parameter, EditorRequired]
    public string What { get; set; } = "";

    [Parameter, EditorRequired]
    public string? Text { get; set; }
}
