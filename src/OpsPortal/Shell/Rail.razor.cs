using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>The rooms that the person may open, with what waits in each.</summary>
public sealed partial class Rail
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IEnumerable<FrameView.RailRoom> RailRooms => Frame?.Rooms.Where(entry => !entry.Room.InAdmin) ?? [];

    private static string GroupId(string group) => $"rail-{group.ToLowerInvariant().Replace(' ', '-')}";

    // The longest route that the address begins with is where we are: /payouts/batches/7 is Payouts, not the desk.
    private Room? Here()
    {
        var path = "/" + Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];
        return RailRooms.Select(entry => entry.Room).Where(candidate => Covers(candidate.Route, path))
            .MaxBy(candidate => candidate.Route.Length);
    }

    private static bool Covers(string route, string path) =>
        route == "/" ? path == "/"
            : path.StartsWith(route, StringComparison.Ordinal) && (path.Length == route.Length || path[route.Length] == '/');
}
