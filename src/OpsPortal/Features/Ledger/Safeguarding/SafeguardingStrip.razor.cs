using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Ledger.Safeguarding;

/// <summary>Whether others' money is covered, on the ledger page.</summary>
public sealed partial class SafeguardingStrip
{
    private IReadOnlyList<SafeguardingPositions.Row>? rows;

    [Parameter]
    public Guid? Entity { get; set; }

    [Inject]
    private SafeguardingPositions Positions { get; set; } = default!;

    protected override async Task LoadAsync() =>
        rows = Shown(await Positions.RunAsync(Entity is { } id ? new LegalEntityId(id) : null, Actor, Ct));
}
