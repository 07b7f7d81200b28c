using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace OpsPortal.Identity.Pages;

/// <summary>Says that a page may not be opened, and to whoever has a role that does not count yet from when it does.</summary>
public sealed partial class RefusedPage
{
    private IReadOnlyList<PendingRoles.Pending> pending = [];

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private PendingRoles Roles { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (SignedIn is not null)
            pending = await Roles.OfAsync((await SignedIn).User, CancellationToken.None);
    }

    private static string WordsOf(PendingRoles.Pending role) =>
        $"Your role {role.Role} counts from {DayWords.Of(role.From)}. " + (role.Meanwhile.Count == 0
            ? "Nobody else of your legal entities holds it yet: until then what needs it waits."
            : $"Until then, ask {string.Join(" or ", role.Meanwhile)}.");
}
