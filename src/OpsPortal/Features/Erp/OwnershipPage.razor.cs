using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Erp;

public sealed partial class OwnershipPage
{
    private IReadOnlyList<OwnedState>? rows;

    [Inject]
    private OwnershipMap Map { get; set; } = default!;

    protected override async Task LoadAsync() => rows = Shown(await Map.RunAsync(Actor, Ct));
}
