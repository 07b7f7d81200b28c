using Microsoft.AspNetCore.Components;
using OpsPortal.Shell;

namespace OpsPortal.Features.Sandbox;

/// <summary>Offers the tour to everybody in a demo; in a browser where it was put away, the style sheet hides it.</summary>
public sealed partial class TourOffer
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    private bool IsOffered => Frame?.IsDemo == true;
}
