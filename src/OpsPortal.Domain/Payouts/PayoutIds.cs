using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

public readonly record struct ApprovalId(Guid Value) : IId<ApprovalId>
{
    public static ApprovalId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PayoutSourceId(Guid Value) : IId<PayoutSourceId>
{
    public static PayoutSourceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
