using Microsoft.AspNetCore.Components;

namespace OpsPortal.Shell;

/// <summary>A line drawing that stands beside words.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";
}
