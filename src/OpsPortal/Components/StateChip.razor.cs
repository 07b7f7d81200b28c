using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A state in words, with a shape and a colour; never colour alone.</summary>
public sealed partial class StateChip
{
    /// <summary>The words; a name from code such as <c>PendingApproval</c> is split into words.</summary>
    [Parameter, EditorRequired]
    public string State { get; set; } = "";

    [Parameter]
    public Tone Tone { get; set; }

    [Parameter]
    public string? Title { get; set; }

    private string ToneName => Tone.ToString().ToLowerInvariant();

    private string Shape => Tone switch
    {
        Tone.Info => "◆",
        Tone.Good => "✓",
        Tone.Warn => "▲",
        Tone.Bad => "✕",
        _ => "○",
    };
}
