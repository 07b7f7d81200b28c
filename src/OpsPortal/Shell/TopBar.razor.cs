using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>The bar on top: brand, what data this is, search and command palette, notifications, person.</summary>
public sealed partial class TopBar
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [Inject]
    private IConfiguration Configuration { get; set; } = default!;

    [Inject]
    private IHostEnvironment Host { get; set; } = default!;

    private string Environment => Configuration.GetValue<bool>("Demo:Enabled") ? "Demo" : Host.IsProduction() ? "Live" : "Test";
}
