using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Shell;

namespace OpsPortal.Components;

/// <summary>
/// Shows buttons and forms only to those who hold the permission that they need; others see nothing, or why not and who may. What
/// is hidden is refused too: the use case asks the database.
/// </summary>
public sealed partial class Allowed
{
    [CascadingParameter]
    private FrameView.Frame? Frame { get; set; }

    [Parameter, EditorRequired]
    public Permission Needs { get; set; }

    /// <summary>A second permission that will do as well.</summary>
    [Parameter]
    public Permission? Or { get; set; }

    /// <summary>What those without the permission read; null to show them nothing.</summary>
    [Parameter]
    public string? Explain { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool May => Frame?.May(Needs, Or) == true;

    private string Names => Or is { } other ? $"{Needs} {other}" : $"{Needs}";

    private string WhoMay => RolePermissions.Holding(Needs) is { Count: > 0 } roles
        ? $"Who may: {string.Join(", ", roles)}." : "";
}
