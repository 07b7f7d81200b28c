using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsPortal.Components;

/// <summary>
/// A modal sheet: the browser's own dialog keeps focus inside and the rest inert; Esc presses the button marked
/// <c>data-cancel</c>; focus goes back to where it was.
/// </summary>
public sealed partial class Sheet
{
    private readonly string titleId = $"sheet-{Guid.CreateVersion7():N}";
    private ElementReference dialog;
    private bool shown;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>True for a sheet at the side of the window.</summary>
    [Parameter]
    public bool Side { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Open == shown)
            return;
        shown = Open;
        if (Open)
            await Script.InvokeVoidAsync("opsportal.openSheet", dialog);
        else
            await Script.InvokeVoidAsync("opsportal.restoreFocus");
    }
}
