using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using OpsPortal.Components;

namespace OpsPortal.Features.Invoices;

public sealed partial class AgeingPage
{
    private AgeingReport.Answer? answer;
    private BuyerId? buyer;
    private DateOnly? asOfDay;

    [SupplyParameterFromQuery(Name = "asOf")]
    private string? AsOf { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private string? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "buyer")]
    private Guid? Buyer { get; set; }

    [Inject]
    private AgeingReport Report { get; set; } = default!;

    private string DayWords =>
        answer!.AsOf is null ? "Today, by the clock of each legal entity." : "Booked up to and on that day.";

    private IReadOnlyList<FilterOption> EntityOptions =>
        [new("", "All"), .. answer!.Entities.Select(entity => new FilterOption(entity.Code, entity.Name))];

    protected override async Task LoadAsync()
    {
        var asOf = LocalDatePattern.Iso.Parse(AsOf ?? "") is { Success: true } day ? day.Value : (LocalDate?)null;
        asOfDay = asOf?.ToDateOnly();
        buyer = Buyer is { } id ? new BuyerId(id) : null;
        answer = Shown(await Report.RunAsync(new AgeingReport.Filter(asOf, Entity, buyer), Actor, Ct));
    }

    private string HrefOf(BuyerId? ofBuyer, string? ofEntity) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["buyer"] = ofBuyer?.Value,
            ["entity"] = ofEntity ?? Entity,
            ["page"] = null,
        });

    private void ShowAsOf() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("asOf", asOfDay?.ToString("O", CultureInfo.InvariantCulture)));
}
