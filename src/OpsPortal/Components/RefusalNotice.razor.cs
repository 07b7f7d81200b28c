using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>A refusal in its three parts: what was refused, why, and what to do next.</summary>
public sealed partial class RefusalNotice
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired]
    public Refusal? Refusal { get; set; }

    /// <summary>A way on, such as a button that reloads.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string SignInHref =>
        $"/account/sign-in?returnUrl={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}";
}
