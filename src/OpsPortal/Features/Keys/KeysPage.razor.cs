using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Keys;

public sealed partial class KeysPage
{
    private readonly HashSet<string> scopes = new(StringComparer.Ordinal);
    private KeyList.Answer? answer;
    private KeyList.Row? revoking;
    private string? secret;
    private string name = "";
    private Guid actsFor;

    [Inject]
    private KeyList List { get; set; } = default!;

    [Inject]
    private MakeKey Make { get; set; } = default!;

    [Inject]
    private RevokeKey Revoke { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private async Task MakeAsync()
    {
        if (await RunAsync(() => Make.RunAsync(new(name, [.. scopes], new(actsFor)), Actor, Ct), made => secret = made))
            name = "";
    }

    private async Task RevokeAsync(string reason)
    {
        if (await RunAsync(() => Revoke.RunAsync(revoking!.Id, reason, Actor, Ct)))
            revoking = null;
    }

    private void Toggle(string scope, ChangeEventArgs change)
    {
        if (change.Value is true)
            scopes.Add(scope);
        else
            scopes.Remove(scope);
    }
}
