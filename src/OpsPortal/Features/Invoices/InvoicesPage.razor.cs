using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

public sealed partial class InvoicesPage
{
    private AgeingReport.Answer? ageing;
    private BillableQueue.Answer? queue;
    private InvoiceList.Answer? list;
    private BillableQueue.Row? issuing;
    private IssueInvoice.Issued? preview;
    private string? searchText;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateName { get; set; }

    [SupplyParameterFromQuery(Name = "late")]
    private bool? IsLate { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    [Inject]
    private AgeingReport Report { get; set; } = default!;

    [Inject]
    private BillableQueue Queue { get; set; } = default!;

    [Inject]
    private InvoiceList List { get; set; } = default!;

    [Inject]
    private IssueInvoice Issue { get; set; } = default!;

    private TablePage<InvoiceList.Row> Rows => new(list!.Rows, list.Total, Place, InvoiceList.PageSize);

    private static IReadOnlyList<FilterOption> StateOptions =>
    [
        new("", "All"),
        .. Enum.GetValues<InvoiceState>().Where(state => state != InvoiceState.Draft)
            .Select(state => FilterOption.Of(state)),
    ];

    protected override async Task LoadAsync()
    {
        searchText = Find;
        var state = AddressQuery.Choice<InvoiceState>(StateName);
        ageing = Shown(await Report.RunAsync(new AgeingReport.Filter(null), Actor, Ct));
        queue = Shown(await Queue.RunAsync(Find, Actor, Ct));
        list = Shown(await List.RunAsync(new InvoiceList.Filter(state, IsLate ?? false, Find, Place), Actor, Ct));
    }

    private string PreviewSentence => preview is null || issuing is null ? ""
        : $"{issuing.Buyer} is billed {new Money(preview.DueMinor, preview.Currency)} for \"{issuing.Stage}\" of contract "
            + $"{issuing.ContractNumber}, due on {DayWords.Of(preview.DueOn)}. "
            + "An issued invoice is corrected by a credit note only. "
            + $"Number {preview.Number}, if no other is issued first; this is posted:";

    private async Task PreviewAsync(BillableQueue.Row row)
    {
        var seen = await Issue.PreviewAsync(new IssueInvoice.Command(row.Id), Actor, Ct);
        Refusal = seen.Refusal;
        (issuing, preview) = seen.IsRefused ? (null, null) : (row, seen.Value);
    }

    private async Task IssueAsync()
    {
        InvoiceId? issued = null;
        if (await RunAsync(() => Issue.RunAsync(new IssueInvoice.Command(issuing!.Id), Actor, Ct), done => issued = done.Id)
            && issued is { } id)
            Navigation.NavigateTo($"/invoices/{id}");
    }

    private void Search() => GoTo("find", searchText);

    private void GoTo(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        [name] = string.IsNullOrWhiteSpace(value) ? null : value.Trim(),
        ["page"] = null,
    }));

    private string LateWords(InvoiceList.Row row) => row.OpenMinor > 0 && row.DueOn is { } due && due < list!.Today
        ? $"({Period.DaysBetween(due, list.Today)} days late)"
        : "";

    private static Dictionary<AgeingBucket, AgedTotal> SumsOf(IEnumerable<AgeingReport.Row> rows) =>
        rows.SelectMany(row => row.Sums).GroupBy(sum => sum.Key, sum => sum.Value).ToDictionary(
            group => group.Key, group => new AgedTotal(group.Sum(sum => sum.OpenMinor), group.Sum(sum => sum.Count)));
}
