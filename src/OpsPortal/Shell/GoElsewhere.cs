using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace OpsPortal.Shell;

/// <summary>Leads whoever is no longer signed in to the sign-in page, and whoever may not open a page to its refusal.</summary>
public sealed class GoElsewhere : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (SignedIn is not null && (await SignedIn).User.Identity?.IsAuthenticated == true)
        {
            Navigation.NavigateTo("/account/refused", forceLoad: true);
            return;
        }

        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo($"/account/sign-in?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
