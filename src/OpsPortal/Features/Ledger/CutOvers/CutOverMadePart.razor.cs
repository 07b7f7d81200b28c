using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>The entries and documents that a posted cut-over made.</summary>
public sealed partial class CutOverMadePart
{
    [Parameter, EditorRequired]
    public CutOverMade Made { get; set; } = default!;
}
