using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Payouts;

/// <summary>Every payable as a row of gates, and the way to a batch.</summary>
public sealed partial class EligibilityPage
{
    private readonly HashSet<object> selected = [];
    private EligibilityList.Answer? answer;
    private bool building;
    private EligibilityList.Group? chosen;
    private BuildBatch.Result? preview;

    [Inject]
    private EligibilityList List { get; set; } = default!;

    [Inject]
    private BuildBatch Build { get; set; } = default!;

    [SupplyParameterFromQuery]
    public string? Tier { get; set; }

    [SupplyParameterFromQuery]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    public string? InCurrency { get; set; }

    [SupplyParameterFromQuery]
    public string? Invoice { get; set; }

    private TablePage<EligibilityList.Row>? Table => answer is null
        ? null
        : new TablePage<EligibilityList.Row>(answer.Rows, answer.Total, Place, EligibilityList.PageSize);

    protected override async Task LoadAsync()
    {
        var filter = new EligibilityList.Filter(Tier, Reason, InCurrency, null, Place)
        {
            Invoice = Guid.TryParse(Invoice, out var id) ? new InvoiceId(id) : null,
        };
        answer = Shown(await List.RunAsync(filter, Actor, Ct)) ?? answer;
    }

    private List<FilterOption> Tiers() =>
    [
        new("", "All", answer!.Tiers.Values.Sum()), .. new[] { "eligible", "unsettled", "held", "disputed" }
            .Select(t => new FilterOption(t, char.ToUpperInvariant(t[0]) + t[1..], answer.Tiers.GetValueOrDefault(t))),
    ];

    private List<FilterOption> Reasons() =>
        [new("", "Any"), .. answer!.Reasons.Take(8).Select(r => new FilterOption(r.Code, r.Words, r.Count))];

    private List<FilterOption> Currencies() =>
        [new("", "All"), .. answer!.Groups.Select(g => g.Currency.Code).Distinct().Select(c => new FilterOption(c, c))];

    private async Task OpenAsync()
    {
        (building, preview, Refusal) = (true, null, null);
        var groups = answer!.Groups;
        var first = SelectedRows().FirstOrDefault();
        var group = first is null
            ? groups.MaxBy(g => g.Payees)
            : groups.FirstOrDefault(g => g.LegalEntity == first.Facts.LegalEntity && g.Currency == first.Facts.Currency);
        if (group is not null)
            await ChooseAsync(group);
        else
            chosen = null;
    }

    private async Task ChooseAsync(EligibilityList.Group group)
    {
        chosen = group;
        preview = null;
        var outcome = await Build.PreviewAsync(Command(group), Actor, Ct);
        Refusal = outcome.Refusal;
        preview = outcome.IsRefused ? null : outcome.Value;
    }

    private async Task BuildAsync()
    {
        BatchId? built = null;
        if (chosen is not null && await RunAsync(() => Build.RunAsync(Command(chosen), Actor, Ct), r => built =
            r.Batch) && built is { } id)
            Navigation.NavigateTo(Batches.Path(id));
    }

    private BuildBatch.Command Command(EligibilityList.Group group)
    {
        var rows = SelectedRows().Where(r =>
            r.Facts.LegalEntity == group.LegalEntity && r.Facts.Currency == group.Currency).ToList();
        return new BuildBatch.Command(group.LegalEntity, group.Currency, [.. rows.Select(r => r.Facts.Invoice).Distinct()])
        {
            Payees = [.. rows.Select(r => r.Facts.Payee).Distinct()],
        };
    }

    private IEnumerable<EligibilityList.Row> SelectedRows() => answer?.Rows.Where(r => selected.Contains(r.Key)) ?? [];
}
