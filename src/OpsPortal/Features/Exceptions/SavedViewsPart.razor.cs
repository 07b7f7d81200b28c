using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Exceptions;

/// <summary>The person's own views: each is a link, since a view is what stands in the address.</summary>
public sealed partial class SavedViewsPart
{
    private IReadOnlyList<SavedView>? views;
    private string name = "";

    [Inject]
    private ViewList List { get; set; } = default!;

    [Inject]
    private SaveView Save { get; set; } = default!;

    [Inject]
    private ForgetView Forget { get; set; } = default!;

    protected override async Task LoadAsync() => views ??= Shown(await List.RunAsync(Actor, Ct));

    private async Task KeepAsync()
    {
        var query = new Uri(Navigation.Uri).Query;
        if (await RunAsync(() => Save.RunAsync(name, query, Actor, Ct)))
            (name, views) = ("", Shown(await List.RunAsync(Actor, Ct)));
    }

    private async Task DropAsync(string gone)
    {
        if (await RunAsync(() => Forget.RunAsync(gone, Actor, Ct)))
            views = Shown(await List.RunAsync(Actor, Ct));
    }
}
