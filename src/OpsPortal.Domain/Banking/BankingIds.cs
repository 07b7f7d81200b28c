using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

public readonly record struct BankLineId(Guid Value) : IId<BankLineId>
{
    public static BankLineId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
