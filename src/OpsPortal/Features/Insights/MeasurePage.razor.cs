using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using OpsPortal.Components;
using OpsPortal.Domain.Insights;

namespace OpsPortal.Features.Insights;

public sealed partial class MeasurePage
{
    private MeasureDetail.Answer? answer;

    [Parameter]
    public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "week")]
    private string? Week { get; set; }

    [SupplyParameterFromQuery(Name = "rows")]
    private string? Rows { get; set; }

    [Inject]
    private MeasureDetail Detail { get; set; } = default!;

    private IReadOnlyList<FilterOption> WeekOptions =>
    [
        new("", "All twelve"),
        .. answer!.Weeks.Reverse().Select(week => new FilterOption(WhenWords.Iso(week), DayWords.Of(week))),
    ];

    protected override async Task LoadAsync()
    {
        var week = LocalDatePattern.Iso.Parse(Week ?? "") is { Success: true } parsed ? parsed.Value : (LocalDate?)null;
        answer = Shown(await Detail.RunAsync(new MeasureDetail.Filter(Key, week, Rows == "spoiling"), Actor, Ct));
    }

    private static string HowWords(ReceiptFact fact) => fact switch
    {
        { Postings: > 1 } => $"Posted {fact.Postings} times",
        { IsMisapplied: true } => "A rule, taken back",
        { IsTouched: true } => "A person",
        { IsStraightThrough: true } => "A rule",
        _ => "Nobody yet",
    };
}
