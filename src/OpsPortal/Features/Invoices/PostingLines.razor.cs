using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>The lines of an entry that would be written.</summary>
public sealed partial class PostingLines
{
    [Parameter, EditorRequired]
    public Currency Currency { get; set; }

    [Parameter, EditorRequired]
    public IEnumerable<(Account Account, long Minor)> Lines { get; set; } = [];
}
