using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>The list of batches.</summary>
public sealed partial class BatchesPage
{
    private BatchList.Answer? answer;

    [Inject]
    private BatchList List { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "state")]
    public string? InState { get; set; }

    private TablePage<BatchList.Row>? Table => answer is null
        ? null
        : new TablePage<BatchList.Row>(answer.Rows, answer.Total, Place, BatchList.PageSize);

    protected override async Task LoadAsync()
    {
        var state = AddressQuery.Choice<BatchState>(InState);
        answer = Shown(await List.RunAsync(state, Place, Actor, Ct)) ?? answer;
    }

    private List<FilterOption> States() =>
    [
        new("", "All", answer!.States.Values.Sum()),
        .. answer.States.OrderBy(s => s.Key).Select(s => FilterOption.Of(s.Key, s.Value)),
    ];
}
