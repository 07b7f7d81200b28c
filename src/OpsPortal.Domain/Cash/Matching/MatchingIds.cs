using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

public readonly record struct MatchId(Guid Value) : IId<MatchId>
{
    public static MatchId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct AllocationRequestId(Guid Value) : IId<AllocationRequestId>
{
    public static AllocationRequestId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
