namespace OpsPortal.Domain.Shared;

/// <summary>An identifier made outside the domain and passed in; the type says what it identifies.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public readonly record struct LegalEntityId(Guid Value) : IId<LegalEntityId>
{
    public static LegalEntityId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PersonId(Guid Value) : IId<PersonId>
{
    public static PersonId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ProgramId(Guid Value) : IId<ProgramId>
{
    public static ProgramId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct MarketId(Guid Value) : IId<MarketId>
{
    public static MarketId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct TaxRateId(Guid Value) : IId<TaxRateId>
{
    public static TaxRateId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct BuyerId(Guid Value) : IId<BuyerId>
{
    public static BuyerId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PayeeId(Guid Value) : IId<PayeeId>
{
    public static PayeeId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ContractId(Guid Value) : IId<ContractId>
{
    public static ContractId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ContractVersionId(Guid Value) : IId<ContractVersionId>
{
    public static ContractVersionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PlanItemId(Guid Value) : IId<PlanItemId>
{
    public static PlanItemId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct MilestoneId(Guid Value) : IId<MilestoneId>
{
    public static MilestoneId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct EvidenceId(Guid Value) : IId<EvidenceId>
{
    public static EvidenceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct DocumentId(Guid Value) : IId<DocumentId>
{
    public static DocumentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct AuditId(Guid Value) : IId<AuditId>
{
    public static AuditId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct NotificationId(Guid Value) : IId<NotificationId>
{
    public static NotificationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ApiKeyId(Guid Value) : IId<ApiKeyId>
{
    public static ApiKeyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PolicyId(Guid Value) : IId<PolicyId>
{
    public static PolicyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
