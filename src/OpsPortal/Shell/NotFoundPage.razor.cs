using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>Every address that no room has.</summary>
public sealed partial class NotFoundPage
{
    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    [Parameter]
    public string? Path { get; set; }

    protected override void OnInitialized()
    {
        if (HttpContext is { Response.HasStarted: false })
            HttpContext.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
