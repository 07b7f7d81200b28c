using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Says on a record itself that a change or an approval of it is pending.</summary>
public sealed partial class PendingNotice
{
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
