using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>One version of how the accounts of a company are called in a target. Never changed: a correction is a new
/// version.</summary>
public sealed class ErpMapping
{
    private ErpMapping()
    {
    }

    public ErpMappingId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ErpTarget Target { get; private set; }

    public int Version { get; private set; }

    /// <summary>The chart as JSON.</summary>
    public string Chart { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public PersonId MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public static Outcome<ErpMapping> Make(
        ErpMappingId id, LegalEntityId entity, ErpTarget target, int version, (ErpChart Chart, string Json) chart, string reason,
        PersonId by, Instant at)
    {
        if (chart.Chart.Check() is { } refusal)
            return refusal;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        return new ErpMapping
        {
            Id = id, LegalEntityId = entity, Target = target, Version = version, Chart = chart.Json, Reason = reason.Trim(),
            MadeBy = by, MadeAt = at,
        };
    }
}
