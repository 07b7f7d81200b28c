using System.Collections.Concurrent;
using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>One row: for these programs, markets and payees, is this gate asked, and how old may its answer be? Null means
/// any.</summary>
public sealed record PolicyRow(GateKind Gate, bool IsRequired)
{
    public ProgramId? Program { get; init; }

    public MarketId? Market { get; init; }

    public PayeeKind? PayeeKind { get; init; }

    /// <summary>A decision older than this many days is stale and blocks; null where only its own expiry counts.</summary>
    public int? MaxAgeDays { get; init; }

    public bool Covers(ProgramId program, MarketId market, PayeeKind kind) =>
        (Program is null || Program == program) && (Market is null || Market == market) && (PayeeKind is null
            || PayeeKind == kind);

    /// <summary>A row that names more decides over a row that names less.</summary>
    public int Weight => (Market is null ? 0 : 4) + (Program is null ? 0 : 2) + (PayeeKind is null ? 0 : 1);
}

/// <summary>
/// A version of the policy matrix with the day from which it holds. A gate that no row speaks of is required: what is unknown
/// blocks.
/// </summary>
public sealed class PolicyMatrix
{
    private readonly ConcurrentDictionary<(ProgramId, MarketId, PayeeKind), IReadOnlyList<PolicyRow>> required = new();

    private PolicyMatrix()
    {
    }

    /// <summary>The oldest that a decision may be asked to be: ten years.</summary>
    private const int MostDays = 3650;

    public PolicyId Id { get; private set; }

    /// <summary>1, 2, 3: the version that decisions name.</summary>
    public int Number { get; private set; }

    public Instant EffectiveFrom { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public IReadOnlyList<PolicyRow> Rows { get; private set; } = [];

    public static Outcome<PolicyMatrix> Make(
        PolicyId id, int number, Instant effectiveFrom, string reason, IReadOnlyList<PolicyRow> rows, PersonId? madeBy,
            Instant now)
    {
        if (rows.Count == 0)
            return ComplianceRefusals.PolicyWithoutRows;
        if (rows.FirstOrDefault(row => row.MaxAgeDays is < 1 or > MostDays) is { } odd)
            return ComplianceRefusals.PolicyAge(GateWords.Name(odd.Gate), MostDays);
        if (rows.Any(row => row.Gate == GateKind.PayoutAccount && !row.IsRequired))
            return ComplianceRefusals.PolicyWithoutAccount;
        if (effectiveFrom < now && number > 1)
            return ComplianceRefusals.PolicyInThePast;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        return new PolicyMatrix
        {
            Id = id, Number = number, EffectiveFrom = effectiveFrom, Reason = reason.Trim(), Rows = [.. rows], MadeBy = madeBy,
                MadeAt = now,
        };
    }

    /// <summary>The version in force at a moment: the highest number that has begun.</summary>
    public static PolicyMatrix? InForce(IEnumerable<PolicyMatrix> versions, Instant at) =>
        versions.Where(v => v.EffectiveFrom <= at).MaxBy(v => v.Number);

    /// <summary>The gates that must be clear, each with the age its decision may have.</summary>
    public IReadOnlyList<PolicyRow> Required(ProgramId program, MarketId market, PayeeKind kind) =>
        required.GetOrAdd((program, market, kind), _ => Find(program, market, kind));

    /// <summary>Whether the gate is asked of such payees in any program or market.</summary>
    public bool Asks(GateKind gate, PayeeKind kind)
    {
        var deciding = Rows.Where(row => row.Gate == gate && (row.PayeeKind is null || row.PayeeKind == kind))
            .GroupBy(row => (row.Program, row.Market)).Select(group => group.MaxBy(row => row.Weight)!).ToList();
        return deciding.Exists(row => row.IsRequired) || !deciding.Exists(row => row.Program is null && row.Market is null);
    }

    private IReadOnlyList<PolicyRow> Find(ProgramId program, MarketId market, PayeeKind kind) =>
    [
        .. Enum.GetValues<GateKind>()
            .Select(gate => Rows.Where(row => row.Gate == gate && row.Covers(program, market, kind)).MaxBy(row => row.Weight)
                ?? new PolicyRow(gate, true))
            // A version made before bank details had to be asked for does not switch them off either.
            .Where(row => row.IsRequired || row.Gate == GateKind.PayoutAccount),
    ];

    /// <summary>The rows a new installation starts with: individuals KYC, companies KYB and VAT, everybody the rest.</summary>
    public static IReadOnlyList<PolicyRow> Default { get; } =
    [
        new(GateKind.Kyc, true) { PayeeKind = Parties.PayeeKind.Individual, MaxAgeDays = 730 },
        new(GateKind.Kyc, false) { PayeeKind = Parties.PayeeKind.Company },
        new(GateKind.Kyb, true) { PayeeKind = Parties.PayeeKind.Company, MaxAgeDays = 730 },
        new(GateKind.Kyb, false) { PayeeKind = Parties.PayeeKind.Individual },
        new(GateKind.Aml, true) { MaxAgeDays = 365 },
        new(GateKind.Sanctions, true) { MaxAgeDays = 90 },
        new(GateKind.Vat, true) { PayeeKind = Parties.PayeeKind.Company, MaxAgeDays = 365 },
        new(GateKind.Vat, false) { PayeeKind = Parties.PayeeKind.Individual },
        new(GateKind.TaxForm, true),
        new(GateKind.PayoutAccount, true),
        new(GateKind.HolderName, false),
        new(GateKind.ProviderCapability, false),
    ];
}
