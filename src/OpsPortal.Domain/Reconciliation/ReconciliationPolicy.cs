using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>What a company decides about one layer.</summary>
/// <param name="ToleranceMinor">By currency: up to so much a pair and the residual may differ; nothing where it is not
/// named.</param>
/// <param name="BreakHours">Within so many hours a break must be explained.</param>
public sealed record LayerRules(IReadOnlyDictionary<string, long> ToleranceMinor, int BreakHours);

/// <summary>What a company decides about reconciliation, layer by layer.</summary>
public sealed record ReconciliationRules(
    LayerRules Provider, LayerRules Bank, LayerRules Erp)
{
    private const int TwoDays = 48;

    /// <summary>No tolerance at all, two days for each break.</summary>
    public static ReconciliationRules Delivered { get; } = new(Strict(), Strict(), Strict());

    public IEnumerable<LayerRules> All => [Provider, Bank, Erp];

    public LayerRules Of(ReconciliationLayer layer) => layer switch
    {
        ReconciliationLayer.ProviderToSubledger => Provider,
        ReconciliationLayer.BankToSubledger => Bank,
        ReconciliationLayer.SubledgerToErp => Erp,
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    public long Tolerance(ReconciliationLayer layer, Currency currency) =>
        Of(layer).ToleranceMinor.GetValueOrDefault(currency.Code);

    private static LayerRules Strict() => new(new Dictionary<string, long>(), TwoDays);
}

/// <summary>One version of a company's rules of reconciliation; runs name the version under which they were made.</summary>
public sealed class ReconciliationPolicy : IEntityPolicy<ReconciliationRules>
{
    private const int MostHours = 2160;

    private ReconciliationPolicy()
    {
    }

    public PolicyId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Number { get; private set; }

    public Instant EffectiveFrom { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId MadeBy { get; private set; }

    public ReconciliationRules Rules { get; private set; } = ReconciliationRules.Delivered;

    public static Outcome<ReconciliationPolicy> Make(
        PolicyId id, LegalEntityId entity, int number, ReconciliationRules rules, string reason, PersonId by, Instant now)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (rules.All.Any(layer => layer.BreakHours is < 1 or > MostHours || layer.ToleranceMinor.Values.Any(minor => minor < 0)))
            return ReconciliationRefusals.PolicyNumbers;
        return new ReconciliationPolicy
        {
            Id = id, LegalEntityId = entity, Number = number, EffectiveFrom = now, Reason = reason.Trim(), MadeBy = by,
            Rules = rules,
        };
    }
}
