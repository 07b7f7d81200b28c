using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

public readonly record struct ReconciliationRunId(Guid Value) : IId<ReconciliationRunId>
{
    public static ReconciliationRunId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ReconciliationBreakId(Guid Value) : IId<ReconciliationBreakId>
{
    public static ReconciliationBreakId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ProviderReportId(Guid Value) : IId<ProviderReportId>
{
    public static ProviderReportId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
