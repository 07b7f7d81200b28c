using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Payouts;

/// <summary>The payouts of a batch with gate, marks, account version, sources and what became of each.</summary>
public sealed partial class BatchItems
{
    [CascadingParameter]
    private IReadOnlyList<BatchDetail.Item> Items { get; set; } = [];

    private TablePage<BatchDetail.Item> Table => TablePage.Of(Items);
}
