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
        // Set as the response starts: the renderer sends no body when it meets this status earlier.
        if (HttpContext is { Response.HasStarted: false } http)
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
    }
}
