using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

public readonly record struct PeriodCloseId(Guid Value) : IId<PeriodCloseId>
{
    public static PeriodCloseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct TieOutRunId(Guid Value) : IId<TieOutRunId>
{
    public static TieOutRunId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CloseSampleId(Guid Value) : IId<CloseSampleId>
{
    public static CloseSampleId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CheckpointId(Guid Value) : IId<CheckpointId>
{
    public static CheckpointId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
