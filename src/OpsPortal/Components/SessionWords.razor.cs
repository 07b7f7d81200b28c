using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>One open session in words: from where, since when, last seen when.</summary>
public sealed partial class SessionWords
{
    [Parameter, EditorRequired]
    public string Place { get; set; } = "";

    [Parameter, EditorRequired]
    public Instant StartedAt { get; set; }

    [Parameter, EditorRequired]
    public Instant LastSeenAt { get; set; }

    /// <summary>True where none of the sign-ins before came from there.</summary>
    [Parameter]
    public bool IsNew { get; set; }

    /// <summary>True for the session of whoever looks.</summary>
    [Parameter]
    public bool IsThis { get; set; }
}
