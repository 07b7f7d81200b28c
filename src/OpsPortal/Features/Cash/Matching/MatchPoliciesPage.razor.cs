using Microsoft.AspNetCore.Components;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>The matching policy of each legal entity, its versions, and the way to a new one.</summary>
public sealed partial class MatchPoliciesPage
{
    private static readonly IReadOnlyList<MatchRule> Rules =
        [.. MatchRules.All.Where(rule => rule is not (MatchRule.None or MatchRule.Ranking))];

    private const decimal Hundred = 100;
    private const decimal MostSupplierAmount = 1_000_000_000;

    private readonly HashSet<MatchRule> reviewed = [];
    private EntityPolicyList<MatchPolicyVersion, MatchingRules>? answer;
    private Guid chosen;
    private string tolerances = "";
    private string limits = "";
    private double shownFrom;
    private decimal supplierShare;
    private decimal supplierMost;
    private MatchingRules? proposed;
    private IReadOnlyList<Comparison> changes = [];

    [Inject]
    private MatchPolicyList List { get; set; } = default!;

    [Inject]
    private ChangeMatchPolicy Change { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        answer = Shown(await List.RunAsync(Actor, Ct));
        if (answer is not { Entities: [var first, ..] })
            return;
        if (chosen == default)
            chosen = first.Id.Value;
        Fill();
    }

    private MatchingRules InForce => answer!.Entities.First(entity => entity.Id.Value == chosen).Rules;

    private List<TimelineEntry> Versions => PolicyHistory.Of(answer!, MatchingRules.Delivered, MatchingComparison.Of);

    private void Fill()
    {
        var rules = InForce;
        (tolerances, limits, shownFrom) =
            (CurrencyAmounts.Lines(rules.ToleranceMinor), CurrencyAmounts.Lines(rules.ManualLimitMinor), rules.SuggestedFrom);
        (supplierShare, supplierMost) = (rules.Supplier.BasisPoints / Hundred, rules.Supplier.MostMinor / Hundred);
        reviewed.Clear();
        reviewed.UnionWith(rules.ReviewedFirst);
    }

    private void Toggle(MatchRule rule)
    {
        if (!reviewed.Remove(rule))
            reviewed.Add(rule);
    }

    private void CloseSheet() => (proposed, Refusal) = (null, null);

    private void Ask()
    {
        var (tolerance, limit) = (CurrencyAmounts.Read(tolerances), CurrencyAmounts.Read(limits));
        Refusal = tolerance.Refusal ?? limit.Refusal;
        if (Refusal is not null)
            return;
        proposed = new MatchingRules(tolerance.Value, limit.Value, [.. reviewed.Order()], shownFrom)
        {
            Supplier = new((int)Hundredths(supplierShare, Hundred), Hundredths(supplierMost, MostSupplierAmount)),
        };
        changes = MatchingComparison.Of(InForce, proposed);
    }

    private async Task SaveAsync(string reason)
    {
        if (await RunAsync(() => Change.RunAsync(new ChangeMatchPolicy.Command(new(chosen), proposed!, reason), Actor, Ct)))
            proposed = null;
    }

    // What is typed beyond the bound is the bound; the page shows what was kept.
    private static long Hundredths(decimal typed, decimal most) =>
        (long)Math.Round(Math.Clamp(typed, 0, most) * Hundred, MidpointRounding.AwayFromZero);
}
