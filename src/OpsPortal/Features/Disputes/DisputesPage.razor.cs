using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Disputes;

public sealed partial class DisputesPage
{
    private DisputeList.Answer? answer;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [Inject]
    private DisputeList List { get; set; } = default!;

    private TablePage<DisputeList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, DisputeList.PageSize);

    protected override async Task LoadAsync() =>
        answer = Shown(await List.RunAsync(new DisputeList.Filter(Show == "all", Place), Actor, Ct));
}
