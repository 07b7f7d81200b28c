using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Settlements;

/// <summary>Asks of which days a settlement sheet is made, and goes to it.</summary>
public sealed partial class SettlementPart
{
    private Guid entity;
    private DateOnly from, to;

    [CascadingParameter]
    private ReconciliationBoard.Answer? Board { get; set; }

    [Inject]
    private MakeSettlementSheet Make { get; set; } = default!;

    protected override void OnParametersSet()
    {
        if (entity != default || Board!.Entities.Count == 0)
            return;
        entity = Board.Entities[0].Id.Value;
        OfferDays();
    }

    // Each company has its own today: what was paid in Dublin this morning is of tomorrow in New York.
    private void OfferDays()
    {
        var day = Board!.Entities.Single(one => one.Id.Value == entity).Today;
        (from, to) = (day.PlusDays(-1).With(DateAdjusters.StartOfMonth).ToDateOnly(), day.ToDateOnly());
    }

    private async Task StartAsync()
    {
        ProviderReportId made = default;
        var command = new MakeSettlementSheet.Command(new(entity), LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(to));
        if (await RunAsync(() => Make.RunAsync(command, Actor, Ct), id => made = id))
            Navigation.NavigateTo($"/reconciliation/reports/{made}");
    }
}
