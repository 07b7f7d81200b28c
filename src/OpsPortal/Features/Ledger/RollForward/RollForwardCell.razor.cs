using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>One figure of the roll-forward, which leads to what stands behind it; a movement of zero stays empty.</summary>
public sealed partial class RollForwardCell
{
    [Parameter, EditorRequired]
    public long Minor { get; set; }

    [Parameter, EditorRequired]
    public Currency Currency { get; set; }

    [Parameter]
    public string? Href { get; set; }

    /// <summary>True for a balance, which is drawn when it is zero too.</summary>
    [Parameter]
    public bool Always { get; set; }
}
