using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using OpsPortal.Identity;

namespace OpsPortal.Shell;

/// <summary>Leads whoever is no longer signed in to the sign-in page, and whoever may not open a page, or no further one, to its
/// refusal.</summary>
public sealed class GoElsewhere : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private LivingCircuit Circuit { get; set; } = default!;

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
        Navigation.NavigateTo(await ElsewhereAsync(), forceLoad: true);
    }

    private async Task<string> ElsewhereAsync()
    {
        var here = Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri));
        if (Circuit.IsTooMany)
            return $"/account/too-many-pages?returnUrl={here}";
        return SignedIn is not null && (await SignedIn).User.Identity?.IsAuthenticated == true
            ? "/account/refused"
            : $"/account/sign-in?returnUrl={here}";
    }
}
