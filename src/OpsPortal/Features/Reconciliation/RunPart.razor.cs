using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Asks which accounts and days to compare.</summary>
public sealed partial class RunPart
{
    private List<Choice> choices = [];
    private int chosen;
    private DateOnly from, to;

    [CascadingParameter]
    private ReconciliationBoard.Answer? Board { get; set; }

    [Inject]
    private RunReconciliation Run { get; set; } = default!;

    private sealed record Choice(ReconciliationBoard.Entity Entity, ReconciliationLayer Layer, ReconciliationScope Scope);

    protected override void OnParametersSet()
    {
        choices = [.. Board!.Entities.SelectMany(entity =>
            entity.Scopes.Select(one => new Choice(entity, one.Layer, one.Scope)))];
        if (from != default || Board.Entities.Count == 0)
            return;
        var day = Board.Entities.Min(entity => entity.Today).PlusDays(-1);
        (from, to) = (day.With(DateAdjusters.StartOfMonth).ToDateOnly(), day.ToDateOnly());
    }

    private static string Name(Choice choice) =>
        $"{choice.Entity.Code}: {BreakWords.Of(choice.Layer)}, {choice.Scope.Name}, {choice.Scope.Currency}";

    private async Task StartAsync()
    {
        var choice = choices[chosen];
        ReconciliationRunId made = default;
        var command = new RunReconciliation.Command(
            choice.Entity.Id, choice.Layer, choice.Scope.Scope, choice.Scope.Currency, LocalDate.FromDateOnly(from),
            LocalDate.FromDateOnly(to));
        if (await RunAsync(() => Run.RunAsync(command, Actor, Ct), id => made = id))
            Navigation.NavigateTo($"/reconciliation/{made}");
    }
}
