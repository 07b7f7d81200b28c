using Microsoft.AspNetCore.Components;

namespace OpsPortal.Identity.Pages;

/// <summary>Where a page leads that is beyond what one person may have open.</summary>
public sealed partial class TooManyPagesPage
{
    [Inject]
    private OpenCircuits Circuits { get; set; } = default!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }
}
