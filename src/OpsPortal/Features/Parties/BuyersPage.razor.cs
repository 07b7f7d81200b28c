using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

public sealed partial class BuyersPage
{
    private SetUpList.Answer? answer;
    private Buyer? editing;
    private Guid entity, staying;
    private string name = "", email = "", country = "", address = "", vat = "";

    [Inject]
    private SetUpList List { get; set; } = default!;

    [Inject]
    private CreateBuyer Create { get; set; } = default!;

    [Inject]
    private ChangeBuyer Change { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Actor, Ct));

    private string AccountsOf(Buyer buyer)
    {
        var numbers = answer!.VirtualAccounts.Where(account => account.BuyerId == buyer.Id).Select(account => account.Number);
        return string.Join(", ", numbers.DefaultIfEmpty("None"));
    }

    /// <summary>A duplicate's accounts belong to the buyer that stayed.</summary>
    private IReadOnlyList<VirtualAccount> Given(Buyer buyer)
    {
        var same = answer!.Buyers.Where(other => other.Id == buyer.Id || other.MergedInto == buyer.Id)
            .Select(other => other.Id).ToHashSet();
        return [.. answer.VirtualAccounts.Where(account => same.Contains(account.BuyerId))];
    }

    private string EntityOf(Buyer buyer) => answer!.Entities.Single(e => e.Id == buyer.LegalEntityId).Code;

    private string StateOf(Buyer buyer) => buyer.MergedInto is { } into
        ? $"Merged into {answer!.Buyers.Single(b => b.Id == into).Name}"
        : buyer.IsActive ? "Active" : "Deactivated";

    private void Edit(Buyer buyer)
    {
        editing = buyer;
        staying = Guid.Empty;
        (name, email, country, address, vat) = (buyer.Name, buyer.Email, buyer.Country, buyer.Address, buyer.VatNumber);
    }

    private void Clear() => (editing, name, email, country, address, vat) = (null, "", "", "", "", "");

    private Task SwitchAsync(Buyer buyer) => RunAsync(() => buyer.IsActive
        ? Change.DeactivateAsync(buyer.Id, Actor, Ct)
        : Change.ActivateAsync(buyer.Id, Actor, Ct));

    private async Task SaveAsync()
    {
        var particulars = new BuyerParticulars(name, email, country, address, vat);
        var done = editing is { } buyer
            ? await RunAsync(() => Change.MendAsync(buyer.Id, particulars, Actor, Ct))
            : await RunAsync(() => Create.RunAsync(new(new(entity), particulars), Actor, Ct));
        if (done)
            Clear();
    }

    private async Task MergeAsync()
    {
        if (await RunAsync(() => Change.MergeAsync(editing!.Id, new(staying), Actor, Ct)))
            Clear();
    }
}
