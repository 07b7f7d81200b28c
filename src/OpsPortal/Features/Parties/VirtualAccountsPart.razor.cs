using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>The account numbers that were given to one buyer, with a form for a further one.</summary>
public sealed partial class VirtualAccountsPart
{
    private string number = "";

    [Parameter, EditorRequired]
    public Buyer Buyer { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<VirtualAccount> Accounts { get; set; } = [];

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private GiveVirtualAccount Give { get; set; } = default!;

    [Inject]
    private TakeAwayVirtualAccount TakeAway { get; set; } = default!;

    private async Task GiveAsync()
    {
        if (!await RunAsync(() => Give.RunAsync(new(Buyer.Id, number), Actor, Ct)))
            return;
        number = "";
        await Changed.InvokeAsync();
    }

    private async Task TakeAwayAsync(VirtualAccount account)
    {
        if (await RunAsync(() => TakeAway.RunAsync(new(account.Number), Actor, Ct)))
            await Changed.InvokeAsync();
    }
}
