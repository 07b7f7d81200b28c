using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What matching may decide by itself. Nothing here makes a rule bolder than it is: it can only hold rules
/// back.</summary>
public sealed record MatchPolicy
{
    public static readonly MatchPolicy Default = new()
    {
        ToleranceMinor = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["EUR"] = 50, ["USD"] = 50, ["GBP"] = 50, ["CHF"] = 50,
        },
    };

    /// <summary>By how much a payment may fall short of the invoice that it names, per currency, in minor units; the difference
    /// becomes an expense. A currency that is not listed has none.</summary>
    public IReadOnlyDictionary<string, long> ToleranceMinor { get; init; } = new Dictionary<string, long>();

    /// <summary>Rules whose matches a person looks at before they are posted.</summary>
    public IReadOnlySet<MatchRule> ReviewedFirst { get; init; } = new HashSet<MatchRule>();

    /// <summary>Candidates that score less are not shown.</summary>
    public double SuggestedFrom { get; init; } = 0.15;

    public int MostCandidates { get; init; } = 5;

    public long ToleranceOf(Currency currency) => ToleranceMinor.GetValueOrDefault(currency.Code);
}
