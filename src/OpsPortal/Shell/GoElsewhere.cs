using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;

namespace OpsPortal.Shell;

/// <summary>Leads whoever is no longer signed in to the sign-in page, and whoever may not open a page to its refusal.</summary>
public sealed class GoElsewhere : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // The mark by which the browser knows that the page goes because the session ended: what was typed on it is kept.
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "data-leaving", true);
        builder.AddAttribute(2, "hidden", true);
        builder.CloseElement();
    }

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
