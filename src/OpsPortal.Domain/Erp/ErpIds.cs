using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

public readonly record struct ErpMappingId(Guid Value) : IId<ErpMappingId>
{
    public static ErpMappingId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ErpHandoverId(Guid Value) : IId<ErpHandoverId>
{
    public static ErpHandoverId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ErpDocumentId(Guid Value) : IId<ErpDocumentId>
{
    public static ErpDocumentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ErpResultId(Guid Value) : IId<ErpResultId>
{
    public static ErpResultId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ErpTrialBalanceId(Guid Value) : IId<ErpTrialBalanceId>
{
    public static ErpTrialBalanceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
