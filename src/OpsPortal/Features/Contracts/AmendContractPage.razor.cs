using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Contracts;

public sealed partial class AmendContractPage
{
    private CommercialsForm form = new();
    private ContractDetail.Answer? answer;
    private ContractChoices.Answer? choices;
    private string reason = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ContractDetail Detail { get; set; } = default!;

    [Inject]
    private ContractChoices Choices { get; set; } = default!;

    [Inject]
    private ContractCriteria Criteria { get; set; } = default!;

    [Inject]
    private AmendContract Amend { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        if (answer is not null)
            return;
        choices = Shown(await Choices.RunAsync(Actor, Ct));
        answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));
        if (answer is not null && Shown(await Criteria.RunAsync(new(Id), Actor, Ct)) is { } criteria)
            form = CommercialsForm.Of(answer.Contract.Current, answer.Contract, criteria);
    }

    private async Task SaveAsync()
    {
        if (await RunAsync(AmendAsync))
            Navigation.NavigateTo($"/contracts/{Id}");
    }

    private async Task<Outcome> AmendAsync()
    {
        var contract = answer!.Contract;
        var read = form.Read(contract.Currency);
        if (read.IsRefused)
            return read.Refusal;
        var made = await Amend.RunAsync(
            new AmendContract.Command(
                contract.Id, contract.CurrentVersion, read.Value.Total, read.Value.FeeBasisPoints, read.Value.TaxBasisPoints,
                read.Value.Terms, read.Value.Clearing, read.Value.Shares, read.Value.Plan, reason),
            Actor, Ct);
        return made.WithoutValue();
    }
}
