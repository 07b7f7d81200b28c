using Microsoft.AspNetCore.Components;
using OpsPortal.Access;

namespace OpsPortal.Components;

/// <summary>
/// A page that reads again as soon as somebody else changes what it shows, and says who did what. Give <see cref="Watched"/>, and
/// put <see cref="News"/> on the page.
/// </summary>
public abstract class LivePage : OpsPage
{
    private IDisposable? watching;
    private Instant shownSince;
    private bool left;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    /// <summary>What others did to what this page shows since it was drawn, in words; null when nothing was done.</summary>
    protected string? News { get; private set; }

    /// <summary>The ids of the things whose change concerns the reader.</summary>
    protected abstract IEnumerable<Guid> Watched { get; }

    protected override void OnInitialized() => shownSince = Clock.GetCurrentInstant();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watching = Feed.Watch(shownSince, () => Watched, changes => _ = InvokeAsync(() => HearAsync(changes)));
    }

    /// <summary>Called after the page was read again because of a change.</summary>
    protected virtual void OnChanged()
    {
    }

    protected void ForgetNews() => News = null;

    protected override void Dispose(bool disposing)
    {
        left = true;
        watching?.Dispose();
        base.Dispose(disposing);
    }

    private async Task HearAsync(IReadOnlyList<Change> changes)
    {
        if (left)
            return;
        var byOthers = changes.Where(change => change.Person != Actor.Person).ToList();
        await ReloadAsync();
        if (left)
            return;
        if (byOthers.Count > 0)
            News = string.Join(" ", byOthers.DistinctBy(change => (change.Who, change.Action)).TakeLast(3).Select(Told));
        OnChanged();
        StateHasChanged();
    }

    private static string Told(Change change) =>
        $"{Words.Actor(change.Person, change.Who)}: {char.ToLowerInvariant(change.Action[0])}{change.Action[1..]}{
            (change.Reason is null ? "" : $" ({change.Reason})")}.";
}
