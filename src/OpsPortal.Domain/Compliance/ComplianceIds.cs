using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

public readonly record struct GateRecordId(Guid Value) : IId<GateRecordId>
{
    public static GateRecordId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
