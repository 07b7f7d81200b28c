using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Access;

namespace OpsPortal.Features.Desk;

public sealed partial class DeskPage
{
    private WaitingList.Answer? waiting;
    private IReadOnlyList<MoneyToday.Row>? money;

    [Inject]
    private WaitingList List { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    [Inject]
    private MoneyToday Money { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        waiting = Shown(await List.RunAsync(Actor, Ct));
        if (waiting is not null && RolePermissions.Of(waiting.Roles).Contains(Permission.SeeLedger))
            money = Shown(await Money.RunAsync(Actor, Ct));
    }
}
