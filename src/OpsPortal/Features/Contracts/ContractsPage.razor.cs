using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

public sealed partial class ContractsPage
{
    private static readonly IReadOnlyList<FilterOption> States =
        [new("", "All"), .. Enum.GetValues<ContractState>().Select(state => FilterOption.Of(state))];

    private TablePage<ContractList.Row>? page;
    private string text = "";

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [Inject]
    private ContractList List { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        text = Text ?? "";
        var state = AddressQuery.Choice<ContractState>(StateName);
        page = Shown(await List.RunAsync(new ContractList.Filter(Text, state, Place), Actor, Ct));
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["q"] = string.IsNullOrWhiteSpace(text) ? null : text, ["page"] = null }));
}

internal static class ContractTone
{
    public static Tone Of(ContractState state) => state switch
    {
        ContractState.Active => Tone.Good,
        ContractState.Paused => Tone.Warn,
        _ => Tone.Neutral,
    };

    public static Tone Of(PlanItemState state) => state switch
    {
        PlanItemState.Billable => Tone.Info,
        PlanItemState.Billed => Tone.Good,
        _ => Tone.Neutral,
    };
}
