using NodaTime;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What a legal entity decides about matching, as it is written down.</summary>
/// <param name="ToleranceMinor">By currency: how much a payment may be short, posted as an expense.</param>
/// <param name="ManualLimitMinor">By currency: up to which amount one person alone allocates by hand.</param>
/// <param name="ReviewedFirst">Rules whose matches a person looks at before they are posted.</param>
/// <param name="SuggestedFrom">Candidates that score less are not shown.</param>
public sealed record MatchingRules(
    IReadOnlyDictionary<string, long> ToleranceMinor, IReadOnlyDictionary<string, long> ManualLimitMinor,
    IReadOnlyList<MatchRule> ReviewedFirst, double SuggestedFrom)
{
    private const long LimitMajor = 10_000;

    /// <summary>How far a payee's invoice may exceed what was agreed before it is held.</summary>
    public SupplierTolerance Supplier { get; init; } = SupplierTolerance.Default;

    public static MatchingRules Delivered { get; } = new(
        MatchPolicy.Default.ToleranceMinor, new Dictionary<string, long>(), [], MatchPolicy.Default.SuggestedFrom);

    public MatchPolicy Policy => MatchPolicy.Default with
    {
        ToleranceMinor = ToleranceMinor, ReviewedFirst = ReviewedFirst.ToHashSet(), SuggestedFrom = SuggestedFrom,
    };

    public Money ManualLimit(Currency currency) => new(
        ManualLimitMinor.GetValueOrDefault(currency.Code, LimitMajor * currency.MinorPerMajor), currency);
}

/// <summary>One version of a legal entity's matching policy. Results name the version under which they were found.</summary>
public sealed class MatchPolicyVersion : IEntityPolicy<MatchingRules>
{
    private MatchPolicyVersion()
    {
    }

    public PolicyId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Number { get; private set; }

    public Instant EffectiveFrom { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? MadeBy { get; private set; }

    public MatchingRules Rules { get; private set; } = MatchingRules.Delivered;

    public static Outcome<MatchPolicyVersion> Make(
        PolicyId id, LegalEntityId entity, int number, MatchingRules rules, string reason, PersonId by, Instant now)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (rules.ToleranceMinor.Values.Concat(rules.ManualLimitMinor.Values).Any(minor => minor < 0)
            || rules.SuggestedFrom is < 0 or > 1 || rules.Supplier is not { BasisPoints: >= 0 and <= 10_000, MostMinor: >= 0 })
            return MatchingRefusals.PolicyNumbers;
        return new MatchPolicyVersion
        {
            Id = id, LegalEntityId = entity, Number = number, EffectiveFrom = now, Reason = reason.Trim(), MadeBy = by,
            Rules = rules,
        };
    }
}
