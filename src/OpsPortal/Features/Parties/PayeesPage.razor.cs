using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

public sealed partial class PayeesPage
{
    private PayeeList.Answer? answer;
    private string text = "", name = "", email = "", country = "";
    private Guid entity;
    private PayeeKind kind;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [Inject]
    private PayeeList List { get; set; } = default!;

    [Inject]
    private CreatePayee Create { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        text = Text ?? "";
        answer = Shown(await List.RunAsync(new(Text, Place), Actor, Ct));
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["q"] = string.IsNullOrWhiteSpace(text) ? null : text, ["page"] = null }));

    private async Task CreateAsync()
    {
        var made = default(PayeeId);
        var command = new CreatePayee.Command(new(entity), new(name, country, kind, email));
        if (await RunAsync(() => Create.RunAsync(command, Actor, Ct), id => made = id))
            Navigation.NavigateTo($"/payees/{made}");
    }
}
