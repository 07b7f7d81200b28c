using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>Leads whoever is no longer signed in to the sign-in page, and back afterwards.</summary>
public sealed class GoToSignIn : ComponentBase
{
    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo($"/account/sign-in?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
