using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Contracts;

namespace OpsPortal.Features.Parties;

public sealed partial class MarketsPage
{
    private SetUpList.Answer? answer;
    private Market? editing;
    private string programCode = "", programName = "", code = "", name = "", country = "", rate = "0.00";
    private string rateCountry = "", rateName = "Standard", ratePercent = "", rateFrom = "";
    private SellerOfRecord seller = SellerOfRecord.Payee;
    private TaxLiability liability;
    private bool onAdvances;

    [Inject]
    private SetUpList List { get; set; } = default!;

    [Inject]
    private CreateProgram CreateProgram { get; set; } = default!;

    [Inject]
    private CreateMarket CreateMarket { get; set; } = default!;

    [Inject]
    private ChangeMarketTerms ChangeTerms { get; set; } = default!;

    [Inject]
    private AddTaxRate AddTaxRate { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private static string Rate(int basisPoints) => $"{Percent.Text(basisPoints)} %";

    private void Edit(Market market)
    {
        editing = market;
        (seller, liability, onAdvances) = (market.Seller, market.TaxLiability, market.TaxOnAdvances);
        rate = Percent.Text(market.TaxRateBasisPoints);
    }

    private async Task AddProgramAsync()
    {
        if (await RunAsync(() => CreateProgram.RunAsync(new(programCode, programName), Actor, Ct)))
            (programCode, programName) = ("", "");
    }

    private async Task SaveMarketAsync()
    {
        if (await RunAsync(SaveAsync))
            (editing, code, name, country) = (null, "", "", "");
    }

    private async Task<Outcome> SaveAsync()
    {
        var percent = Percent.Read(rate.Trim(), "rate");
        if (percent.IsRefused)
            return percent.Refusal;
        var terms = new MarketTerms(seller, liability, onAdvances, percent.Value);
        return editing is { } market
            ? await ChangeTerms.RunAsync(new(market.Id, terms), Actor, Ct)
            : (await CreateMarket.RunAsync(new(code, country, name, terms), Actor, Ct)).WithoutValue();
    }

    private Task AddRateAsync() => RunAsync(async () =>
    {
        var percent = Percent.Read(ratePercent.Trim(), "rate");
        if (percent.IsRefused)
            return percent.Refusal;
        return LocalDatePattern.Iso.Parse(rateFrom.Trim()) is { Success: true } from
            ? (await AddTaxRate.RunAsync(new(rateCountry, rateName, percent.Value, from.Value), Actor, Ct)).WithoutValue()
            : SharedRefusals.Required("a date such as 2026-01-01");
    });
}
