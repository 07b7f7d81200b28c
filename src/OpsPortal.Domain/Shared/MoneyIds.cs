namespace OpsPortal.Domain.Shared;

// Identifiers of what moves money or stops it: invoices, receipts, entries, payouts, holds.

public readonly record struct InvoiceId(Guid Value) : IId<InvoiceId>
{
    public static InvoiceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CreditNoteId(Guid Value) : IId<CreditNoteId>
{
    public static CreditNoteId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct RefundId(Guid Value) : IId<RefundId>
{
    public static RefundId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ReceiptId(Guid Value) : IId<ReceiptId>
{
    public static ReceiptId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ApplicationId(Guid Value) : IId<ApplicationId>
{
    public static ApplicationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct EntryId(Guid Value) : IId<EntryId>
{
    public static EntryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct LineId(Guid Value) : IId<LineId>
{
    public static LineId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PeriodId(Guid Value) : IId<PeriodId>
{
    public static PeriodId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct BatchId(Guid Value) : IId<BatchId>
{
    public static BatchId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PayoutItemId(Guid Value) : IId<PayoutItemId>
{
    public static PayoutItemId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct DecisionId(Guid Value) : IId<DecisionId>
{
    public static DecisionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct BankAccountId(Guid Value) : IId<BankAccountId>
{
    public static BankAccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct PayeeAccountId(Guid Value) : IId<PayeeAccountId>
{
    public static PayeeAccountId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct TaxIdId(Guid Value) : IId<TaxIdId>
{
    public static TaxIdId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ExceptionId(Guid Value) : IId<ExceptionId>
{
    public static ExceptionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct DisputeId(Guid Value) : IId<DisputeId>
{
    public static DisputeId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct HoldId(Guid Value) : IId<HoldId>
{
    public static HoldId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct ReserveId(Guid Value) : IId<ReserveId>
{
    public static ReserveId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
