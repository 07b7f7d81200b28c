using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

public readonly record struct BankFileId(Guid Value) : IId<BankFileId>
{
    public static BankFileId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct BankStatementId(Guid Value) : IId<BankStatementId>
{
    public static BankStatementId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct BankLineId(Guid Value) : IId<BankLineId>
{
    public static BankLineId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct CsvPresetId(Guid Value) : IId<CsvPresetId>
{
    public static CsvPresetId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct LineBookingId(Guid Value) : IId<LineBookingId>
{
    public static LineBookingId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public readonly record struct EntryDetailId(Guid Value) : IId<EntryDetailId>
{
    public static EntryDetailId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
