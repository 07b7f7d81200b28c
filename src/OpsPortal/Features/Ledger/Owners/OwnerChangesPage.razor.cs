using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>The register of changes of owner.</summary>
public sealed partial class OwnerChangesPage
{
    private OwnerChangeList.Answer? answer;

    [SupplyParameterFromQuery(Name = "month")]
    private string? Month { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [Inject]
    private OwnerChangeList List { get; set; } = default!;

    private TablePage<OwnerChangeList.Row> Rows =>
        new(answer!.Rows, answer.Total, Place, OwnerChangeList.PageSize);

    private IReadOnlyList<FilterOption> EntityOptions => LedgerScope.Choices(answer?.Entities);

    protected override async Task LoadAsync()
    {
        (Refusal, answer) = (null, null);
        var filter = Shown(OwnerChangeEndpoints.Parse(Month, Entity, Place));
        if (filter is not null)
            answer = Shown(await List.RunAsync(filter, Actor, Ct));
    }

    private void ChooseMonth(ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>
        {
            ["month"] = change.Value as string is { Length: > 0 } text ? text : null, ["page"] = null,
        }));
}
