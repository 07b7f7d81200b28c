using Microsoft.AspNetCore.Components;
using OpsPortal.Identity;

namespace OpsPortal.Shell;

/// <summary>Tells the browser's script the session's limits; the script warns in time. See wwwroot/session.js.</summary>
public sealed partial class SessionGuard
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [Inject]
    private SessionLimits Limits { get; set; } = default!;

    private static string Seconds(Duration length) => ((long)length.TotalSeconds)
        .ToString(System.Globalization.CultureInfo.InvariantCulture);
}
