using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>Values side by side as they stand and as they would stand; what changes is set in bold.</summary>
public sealed partial class BeforeAfter
{
    /// <summary>What is compared, for those who hear the page.</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    [Parameter, EditorRequired]
    public IEnumerable<Comparison> Rows { get; set; } = [];

    [Parameter]
    public string What { get; set; } = "What";

    [Parameter]
    public string Before { get; set; } = "Now";

    [Parameter]
    public string After { get; set; } = "Then";

    /// <summary>True where the values are amounts.</summary>
    [Parameter]
    public bool Amounts { get; set; }

    private string? Side => Amounts ? "cell-right" : null;
}
