using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using OpsPortal.Components;
using OpsPortal.Identity;

namespace OpsPortal.Shell;

/// <summary>The frame around every interactive page: top bar, rail, content.</summary>
public sealed partial class MainLayout : IDisposable
{
    private readonly HashSet<NotificationId> marked = [];
    private FrameView.Frame? frame;
    private ErrorBoundary? boundary;
    private string path = "";

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private FrameView View { get; set; } = default!;

    [Inject]
    private ReadNotifications Reading { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private string SkipHref => $"{Navigation.Uri.Split('#')[0]}#content";

    private string PlainHref => new Uri(Navigation.Uri).AbsolutePath;

    // The framework has no type of its own for a query that is no number or id.
    private static bool IsAddress(Exception trouble) => trouble is InvalidOperationException
        && trouble.Message.StartsWith("Cannot parse the value", StringComparison.Ordinal);

    private static Refusal Fault => ComponentRefusals.Unexpected(Activity.Current?.TraceId.ToString() ?? "unknown");

    protected override async Task OnInitializedAsync()
    {
        Navigation.LocationChanged += OnMoved;
        await ReadFrameAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await Script.InvokeVoidAsync("opsportal.interactive");
    }

    protected override void OnParametersSet() => boundary?.Recover();

    public void Dispose() => Navigation.LocationChanged -= OnMoved;

    /// <summary>Marks what was shown as read and counts it off the bell; it goes on looking new until it is read anew.</summary>
    internal async Task MarkReadAsync(IEnumerable<FrameView.News> shown)
    {
        var unread = shown.Where(news => !news.IsRead && marked.Add(news.Id)).Select(news => news.Id).ToList();
        if (frame is null || unread.Count == 0 || await ActorAsync() is not { } actor)
            return;
        await Reading.RunAsync(unread, actor, CancellationToken.None);
        frame = frame with { Unread = Math.Max(0, frame.Unread - unread.Count) };
        StateHasChanged();
    }

    // Another page, order or filter of the same list changes nothing of the frame around it.
    private void OnMoved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(async () =>
    {
        if (new Uri(moved.Location).AbsolutePath == path)
            return;
        await ReadFrameAsync();
        StateHasChanged();
    });

    private async Task ReadFrameAsync()
    {
        path = new Uri(Navigation.Uri).AbsolutePath;
        if (await ActorAsync() is not { } actor)
            return;
        var read = await View.RunAsync(actor, CancellationToken.None);
        if (!read.IsRefused)
            frame = read.Value;
    }

    private async Task<Access.Actor?> ActorAsync() => SignedIn is null ? null : Sessions.ActorOf((await SignedIn).User);
}
