using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Erp;

public sealed partial class ErpExportPage
{
    private ErpHandoverDetail.Answer? answer;
    private bool wasTakenBefore;
    private string searchText = "";

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    [Inject]
    private ErpHandoverDetail Detail { get; set; } = default!;

    [Inject]
    private ImportErpResult Import { get; set; } = default!;

    private ErpHandover Handover => answer!.Handover;

    private string Title => $"Export {answer!.Entity.Code} {ErpTargets.Of(Handover.Target).Code} {Handover.Number}";

    private string Purpose => $"{ErpTargets.Of(Handover.Target).Words}. {ErpWords.Of(Handover.Granularity)}. "
        + $"{ErpWords.Of(Handover.Choice)}.";

    private string MappingHref => $"/erp/mapping?entity={answer!.Entity.Id}&target={Handover.Target}";

    private string MappingWords => Handover.MappingVersion == 0 ? "The chart's own words" : $"Version {Handover.MappingVersion}";

    private string CountWords => $"{answer!.Counts.Accepted} accepted, {answer.Counts.AlreadyThere} already there, "
        + $"{answer.Counts.Rejected} rejected, {answer.Counts.Waiting} waiting";

    private TablePage<ErpDocument> Documents =>
        new(answer!.Documents, answer.DocumentCount, Place, ErpHandoverDetail.PageSize);

    private static IReadOnlyList<FilterOption> StateOptions => [new("", "All"), .. Enum.GetValues<ErpDocumentState>()
        .Select(state => FilterOption.Of(state))];

    protected override async Task LoadAsync()
    {
        searchText = Find ?? "";
        var state = AddressQuery.Choice<ErpDocumentState>(State);
        answer = Shown(await Detail.RunAsync(new(Id), new(state, Find), Place, Actor, Ct));
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["find"] = searchText.Trim() is { Length: > 0 } text ? text : null, ["page"] = null }));

    private Task ImportAsync((string Name, byte[] Content) file) => RunAsync(
        () => Import.RunAsync(new(new(Id), file.Name, file.Content), Actor, Ct), taken => wasTakenBefore = taken.WasTakenBefore);
}
