using Microsoft.AspNetCore.Components;
using OpsPortal.Shell;

namespace OpsPortal.Features.Sandbox;

/// <summary>Offers the tour to whoever may open the sandbox; in a browser where it was put away, the style sheet hides
/// it.</summary>
public sealed partial class TourOffer
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    // The frame lists the sandbox in a demo only.
    private bool IsOffered => Frame?.Rooms.Any(entry => entry.Room.Route == "/sandbox") == true;
}
