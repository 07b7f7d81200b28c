using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>A saved mapping of a bank's table, found by its name.</summary>
public sealed class CsvPreset
{
    private CsvPreset()
    {
    }

    private CsvPreset(CsvPresetId id, string name, BankAccountId? account, string mapping)
    {
        Id = id;
        Name = name;
        BankAccountId = account;
        Mapping = mapping;
    }

    public CsvPresetId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The account whose tables it reads, where they do not name one.</summary>
    public BankAccountId? BankAccountId { get; private set; }

    /// <summary>The mapping as JSON.</summary>
    public string Mapping { get; private set; } = "";

    public int Revision { get; private set; }

    public static Outcome<CsvPreset> Create(CsvPresetId id, string name, BankAccountId? account, CsvMapping mapping, string json)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 100)
            return BankingRefusals.PresetIncomplete("its name, of at most 100 characters").On("name");
        if (mapping.Sign == CsvSign.Indicator && string.IsNullOrWhiteSpace(mapping.CreditWord))
            return BankingRefusals.PresetIncomplete("the indicator's word for money in");
        var check = mapping.Check();
        return check.IsRefused ? check.Refusal : new CsvPreset(id, name.Trim(), account, json);
    }
}
