using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace OpsPortal.Shell;

public sealed partial class App
{
    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    private IComponentRenderMode? Mode =>
        HttpContext?.AcceptsInteractiveRouting() == true ? RenderMode.InteractiveServer : null;
}
