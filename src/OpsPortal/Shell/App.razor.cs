using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace OpsPortal.Shell;

/// <summary>The document: theme, rail width and whether the tour was put away come from the person's cookies, so that the first
/// paint is right.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext? HttpContext { get; set; }

    private string Theme => HttpContext?.Request.Cookies["theme"] == "dark" ? "dark" : "light";

    private string RailWidth => HttpContext?.Request.Cookies["rail"] == "collapsed" ? "collapsed" : "open";

    private string? Tour => HttpContext?.Request.Cookies["tour"] == "away" ? "away" : null;

    private IComponentRenderMode? Mode =>
        HttpContext?.AcceptsInteractiveRouting() == true ? RenderMode.InteractiveServer : null;
}
