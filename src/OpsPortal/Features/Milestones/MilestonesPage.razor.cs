using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Milestones;
using View = OpsPortal.Features.Milestones.MilestoneList.View;

namespace OpsPortal.Features.Milestones;

public sealed partial class MilestonesPage
{
    private static readonly (string Query, View View, string Text)[] Views =
    [
        ("", View.All, "All"), ("waiting", View.WaitingForYou, "Waiting for you"), ("late", View.Late, "Late"),
        ("disputed", View.Disputed, "Disputed"),
    ];

    private MilestoneList.Answer? answer;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewName { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [Inject]
    private MilestoneList List { get; set; } = default!;

    private TablePage<MilestoneList.Row> Rows => new(answer!.Rows, answer.Total, Place,
        MilestoneList.PageSize);

    private IReadOnlyList<FilterOption> ViewOptions =>
        [.. Views.Select(view => new FilterOption(view.Query, view.Text, answer?.Counts[view.View]))];

    private static IReadOnlyList<FilterOption> StateOptions =>
        [new("", "All"), .. Enum.GetValues<MilestoneState>().Select(state => FilterOption.Of(state))];

    protected override async Task LoadAsync()
    {
        var view = Views.FirstOrDefault(v => v.Query == (ViewName ?? "")).View;
        var state = AddressQuery.Choice<MilestoneState>(StateName);
        answer = Shown(await List.RunAsync(new MilestoneList.Filter(view, state, Place), Actor, Ct));
    }

    private static string StateWords(MilestoneList.Row row) => row.IsLate ? $"{row.State}, late" : row.State.ToString();
}
