using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace OpsPortal.Components;

/// <summary>How each list was last looked at on this open page, with filter, order and place: the way back leads there.</summary>
internal sealed class Trail : IDisposable
{
    private readonly Dictionary<string, string> last = new(StringComparer.Ordinal);
    private readonly NavigationManager navigation;

    public Trail(NavigationManager navigation)
    {
        this.navigation = navigation;
        Remember(navigation.Uri);
        navigation.LocationChanged += OnMoved;
    }

    /// <summary>The address of a list as it was last seen, or as given where it was not.</summary>
    public string BackTo(string href) => last.GetValueOrDefault(href, href);

    public void Dispose() => navigation.LocationChanged -= OnMoved;

    private void OnMoved(object? sender, LocationChangedEventArgs moved) => Remember(moved.Location);

    private void Remember(string address)
    {
        var at = new Uri(address);
        last[at.AbsolutePath] = at.PathAndQuery;
    }
}
