using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Close;

public sealed partial class ClosePage
{
    private IReadOnlyList<ClosePeriods.Row>? rows;

    [Inject]
    private ClosePeriods List { get; set; } = default!;

    protected override async Task LoadAsync() => rows = Shown(await List.RunAsync(Actor, Ct)) ?? rows;
}
