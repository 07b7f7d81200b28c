using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>The payouts of a batch with gate, marks, account version, sources and what became of each.</summary>
public sealed partial class BatchItems
{
    [CascadingParameter]
    private BatchDetail.Answer Answer { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Called when the person wants one payout taken out.</summary>
    [Parameter, EditorRequired]
    public EventCallback<PayoutItem> OnRemove { get; set; }

    private TablePage<BatchDetail.Item> Table => TablePage.Of(Answer.Items);
}
