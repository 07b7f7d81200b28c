using Microsoft.AspNetCore.Components;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The tolerances and times of each legal entity by layer, their versions, and the way to a new one.</summary>
public sealed partial class ReconciliationPoliciesPage
{
    private EntityPolicyList<ReconciliationPolicy, ReconciliationRules>? answer;
    private List<Draft> drafts = [];
    private Guid chosen;
    private ReconciliationRules? proposed;
    private IReadOnlyList<Comparison> changes = [];

    [Inject]
    private ReconciliationPolicyList List { get; set; } = default!;

    [Inject]
    private ChangeReconciliationPolicy Change { get; set; } = default!;

    private sealed record InForce(string Entity, int Number, ReconciliationLayer Layer, LayerRules Rules)
    {
        public string Key => $"{Entity} {Layer}";
    }

    private sealed class Draft(ReconciliationLayer layer, LayerRules rules)
    {
        public ReconciliationLayer Layer => layer;

        public string Tolerances { get; set; } = CurrencyAmounts.Lines(rules.ToleranceMinor);

        public int Hours { get; set; } = rules.BreakHours;

        public Outcome<LayerRules> Read()
        {
            var tolerance = CurrencyAmounts.Read(Tolerances);
            return tolerance.IsRefused ? tolerance.Refusal : new LayerRules(tolerance.Value, Hours);
        }
    }

    private IReadOnlyList<InForce> Rows => [.. answer!.Entities.SelectMany(entity => Enum.GetValues<ReconciliationLayer>()
        .Select(layer => new InForce(entity.Name, entity.Number, layer, entity.Rules.Of(layer))))];

    protected override async Task LoadAsync()
    {
        answer = Shown(await List.RunAsync(Actor, Ct));
        if (answer is not { Entities: [var first, ..] })
            return;
        if (chosen == default)
            chosen = first.Id.Value;
        Fill();
    }

    private ReconciliationRules Chosen => answer!.Entities.First(entity => entity.Id.Value == chosen).Rules;

    private List<TimelineEntry> Versions =>
        PolicyHistory.Of(answer!, ReconciliationRules.Delivered, ReconciliationComparison.Of);

    private void Fill() =>
        drafts = [.. Enum.GetValues<ReconciliationLayer>().Select(layer => new Draft(layer, Chosen.Of(layer)))];

    private void CloseSheet() => (proposed, Refusal) = (null, null);

    private void Ask()
    {
        var read = drafts.ToDictionary(draft => draft.Layer, draft => draft.Read());
        Refusal = read.Values.Select(one => one.Refusal).FirstOrDefault(one => one is not null);
        if (Refusal is not null)
            return;
        proposed = new ReconciliationRules(
            read[ReconciliationLayer.ProviderToSubledger].Value, read[ReconciliationLayer.BankToSubledger].Value,
            read[ReconciliationLayer.SubledgerToErp].Value);
        changes = ReconciliationComparison.Of(Chosen, proposed);
    }

    private async Task SaveAsync(string reason)
    {
        if (await RunAsync(() => Change.RunAsync(new(new(chosen), proposed!, reason), Actor, Ct)))
            proposed = null;
    }
}
