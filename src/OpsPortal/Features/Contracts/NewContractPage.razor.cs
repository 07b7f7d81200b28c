using System.Text.Json;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

public sealed partial class NewContractPage
{
    private readonly CommercialsForm form = new();
    private ContractChoices.Answer? choices;
    private Guid entity;
    private Guid buyer;
    private Guid program;
    private Guid market;
    private BillingModel model = BillingModel.Milestone;
    private string currency = "EUR";
    private string number = "";
    private string quote = "";
    private string acceptedBy = "";
    private string recipients = "";
    private string setOff = "";
    private string erpProject = "";
    private string erpItem = "";

    [Inject]
    private ContractChoices Choices { get; set; } = default!;

    [Inject]
    private CreateContract Create { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        if (choices is not null)
            return;
        choices = Shown(await Choices.RunAsync(Actor, Ct));
        if (choices is not { Entities.Count: > 0, Programs.Count: > 0, Markets.Count: > 0 })
            return;
        (entity, program, market) = (choices.Entities[0].Id.Value, choices.Programs[0].Id.Value, choices.Markets[0].Id.Value);
        currency = choices.Entities[0].CurrencyOfRecord.Code;
        TakeTaxOfMarket();
        StartPlan();
    }

    // A plan of the chosen model to begin with; the one before would not fit.
    private void StartPlan()
    {
        form.Stages.Clear();
        if (model == BillingModel.Instalments)
            form.Stages.AddRange([Instalment("First instalment", 1), Instalment("Second instalment", 2)]);
        else
            form.Stages.AddRange(
            [
                new StageForm { Name = "First milestone", Amount = "50%" },
                new StageForm { Kind = PlanItemKind.Closing, Name = "Closing" },
            ]);
    }

    private StageForm Instalment(string name, int months) => new()
    {
        Kind = PlanItemKind.Instalment, Name = name, Amount = "50%",
        DueOn = WhenWords.Iso(Clock.GetCurrentInstant().InUtc().Date.PlusMonths(months)),
    };

    private void TakeTaxOfMarket() =>
        form.Tax = Percent.Text(choices?.Markets.SingleOrDefault(m => m.Id.Value == market)?.TaxRateBasisPoints ?? 0);

    private async Task SaveAsync()
    {
        var made = default(ContractId);
        var done = await RunAsync(() => CreateAsync(), id => made = id);
        if (done)
            Navigation.NavigateTo($"/contracts/{made}");
    }

    private async Task<Outcome<ContractId>> CreateAsync()
    {
        var read = form.Read(Currency.Of(currency));
        if (read.IsRefused)
            return read.Refusal;
        var commercials = read.Value;
        var json = JsonSerializer.Serialize(
            new { quote, acceptedBy, total = form.Total, currency,
                stages = form.Stages.Select(s => new { s.Kind, s.Name, s.Amount, s.DueOn }) },
            Api.ApiJson.Options);
        return await Create.RunAsync(
            new CreateContract.Command(
                new(entity), new(buyer), new(program), new(market), number, model, commercials.Total,
                commercials.FeeBasisPoints, commercials.TaxBasisPoints, commercials.Terms, commercials.Clearing,
                commercials.Shares,
                commercials.Plan, new ContractAnchors(recipients, "", setOff, erpProject, erpItem),
                new(json, "Typed in", quote, Clock.GetCurrentInstant(), acceptedBy)),
            Actor, Ct);
    }
}
