using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Insights.Books;

/// <summary>One measure of the books with its course and the rows behind it.</summary>
public sealed partial class BookMeasurePage
{
    private BookFigures.Detail? answer;

    [Parameter]
    public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "of")]
    private string? Part { get; set; }

    [Inject]
    private BookFigures Figures { get; set; } = default!;

    private IReadOnlyList<FilterOption> PartOptions =>
        [.. answer!.Parts.Select((part, at) => new FilterOption(at == 0 && Part is null ? "" : part, part))];

    protected override async Task LoadAsync() => answer = Shown(await Figures.OneAsync(Key, Part, Actor, Ct)) ?? answer;
}
