using Microsoft.AspNetCore.Components;
using OpsPortal.Shell;

namespace OpsPortal.Features.Admin;

/// <summary>The list of administrative rooms that the person may open.</summary>
public sealed partial class AdminPage
{
    private FrameView.Frame? frame;

    [Inject]
    private FrameView View { get; set; } = default!;

    protected override async Task LoadAsync() => frame = Shown(await View.RunAsync(Actor, Ct));
}
