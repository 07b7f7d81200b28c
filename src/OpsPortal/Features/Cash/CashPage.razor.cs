using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

public sealed partial class CashPage
{
    private const int ReturnLimitDays = 75;
    private ReceiptList.Answer? answer;
    private string? searchText;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private ReceiptList List { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private TablePage<ReceiptList.Row> Rows =>
        new(answer!.Rows, answer.Count, Math.Max(PageNumber ?? 1, 1), ReceiptList.PageSize);

    protected override async Task LoadAsync()
    {
        searchText = Find;
        answer = Shown(await List.RunAsync(new ReceiptList.Filter(Show == "unapplied", Find, PageNumber ?? 1), Actor, Ct));
    }

    private string Limit(ReceiptList.Row row)
    {
        if (row.UnappliedMinor == 0)
            return "";
        var days = (int)(Clock.GetCurrentInstant() - row.ReceivedAt).TotalDays;
        return days >= ReturnLimitDays ? $"{days} days: over the limit of {ReturnLimitDays}"
            : $"{days} of {ReturnLimitDays} days";
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["find"] = string.IsNullOrWhiteSpace(searchText) ? null : searchText.Trim(),
        ["page"] = null,
    }));
}

/// <summary>How the states of a receipt look and read.</summary>
internal static class ReceiptWords
{
    public static string Of(ReceiptState state, long appliedMinor) => state switch
    {
        ReceiptState.Unapplied => appliedMinor > 0 ? "Partly applied" : "Unapplied",
        ReceiptState.Returned => "Sent back",
        _ => "Applied",
    };

    public static Tone Tone(ReceiptState state) => state switch
    {
        ReceiptState.Unapplied => Components.Tone.Warn,
        ReceiptState.Returned => Components.Tone.Bad,
        _ => Components.Tone.Good,
    };
}
