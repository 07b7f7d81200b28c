using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Disputes;

public sealed partial class DisputesPage
{
    private DisputeList.Answer? answer;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private DisputeList List { get; set; } = default!;

    private TablePage<DisputeList.Row> Rows =>
        new(answer!.Rows, answer.Count, Math.Max(PageNumber ?? 1, 1), DisputeList.PageSize);

    protected override async Task LoadAsync() =>
        answer = Shown(await List.RunAsync(new DisputeList.Filter(Show == "all", PageNumber ?? 1), Actor, Ct));
}
