using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

public sealed partial class EntitiesPage
{
    private SetUpList.Answer? answer;
    private LegalEntity? editing;
    private string code = "", prefix = "", currency = "EUR", name = "", country = "", zone = "", address = "", taxNumber = "",
        registration = "";
    private Guid accountOf;
    private string accountName = "", iban = "", accountCurrency = "EUR";
    private bool safeguarded;

    [Inject]
    private SetUpList List { get; set; } = default!;

    [Inject]
    private CreateLegalEntity Create { get; set; } = default!;

    [Inject]
    private MendLegalEntity Mend { get; set; } = default!;

    [Inject]
    private AddTreasuryAccount AddAccount { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private void Edit(LegalEntity entity)
    {
        editing = entity;
        (name, country, zone, address) = (entity.Name, entity.Country, entity.Zone, entity.Address);
        (taxNumber, registration) = (entity.TaxNumber, entity.RegistrationNumber);
    }

    private async Task SaveAsync()
    {
        var particulars = new LegalEntityParticulars(name, country, zone, address, taxNumber, registration);
        var done = editing is { } entity
            ? await RunAsync(() => Mend.RunAsync(new(entity.Id, particulars), Actor, Ct))
            : await RunAsync(() => Create.RunAsync(new(code, prefix, currency, particulars), Actor, Ct));
        if (done)
            (editing, code, prefix, name, address, taxNumber, registration) = (null, "", "", "", "", "", "");
    }

    private async Task AddAccountAsync()
    {
        var command = new AddTreasuryAccount.Command(new(accountOf), accountName, iban, accountCurrency, safeguarded);
        if (await RunAsync(() => AddAccount.RunAsync(command, Actor, Ct)))
            (accountName, iban) = ("", "");
    }
}
