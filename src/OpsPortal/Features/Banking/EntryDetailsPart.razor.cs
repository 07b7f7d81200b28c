using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>Who paid what of an entry that is in the books as one line.</summary>
public sealed partial class EntryDetailsPart
{
    [Parameter, EditorRequired]
    public IReadOnlyList<EntryDetail> Details { get; set; } = [];

    [Parameter, EditorRequired]
    public int Count { get; set; }

    private string Sentence => "A later file told them. They are evidence: the line above is what is in the books."
        + (Count > Details.Count ? $" The first {Details.Count} of {Count} are shown." : "");
}
