using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Views;

/// <summary>The person's own views: each is a link, since a view is what stands in the address.</summary>
public sealed partial class SavedViewsPart
{
    private IReadOnlyList<SavedView>? views;
    private string name = "";

    /// <summary>The list on whose page this stands.</summary>
    [Parameter, EditorRequired]
    public ViewedList List { get; set; }

    [Inject]
    private ViewList Reading { get; set; } = default!;

    [Inject]
    private SaveView Save { get; set; } = default!;

    [Inject]
    private ForgetView Forget { get; set; } = default!;

    private string Path => new Uri(Navigation.Uri).AbsolutePath;

    // A view is a filter and a sorting: it opens at the first page.
    private string Query => new Uri(Navigation.GetUriWithQueryParameter("page", (int?)null)).Query;

    protected override async Task LoadAsync() => views ??= Shown(await Reading.RunAsync(List, Actor, Ct));

    private async Task KeepAsync()
    {
        if (await RunAsync(() => Save.RunAsync(List, name, Query, Actor, Ct)))
            (name, views) = ("", Shown(await Reading.RunAsync(List, Actor, Ct)));
    }

    private async Task DropAsync(string gone)
    {
        if (await RunAsync(() => Forget.RunAsync(List, gone, Actor, Ct)))
            views = Shown(await Reading.RunAsync(List, Actor, Ct));
    }
}
