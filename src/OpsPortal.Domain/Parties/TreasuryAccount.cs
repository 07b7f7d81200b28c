using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>A bank account of a legal entity of ours: safeguarded (holds what is owed to others) or operating.</summary>
public sealed class TreasuryAccount : IOfCompany
{
    private TreasuryAccount()
    {
    }

    public BankAccountId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Name { get; private set; } = "";

    public string Iban { get; private set; } = "";

    public Currency Currency { get; private set; }

    public bool IsSafeguarded { get; private set; }

    public static Outcome<TreasuryAccount> Create(
        BankAccountId id, LegalEntityId legalEntity, string name, string iban, Currency currency, bool isSafeguarded)
    {
        if (FieldRules.Text(name, "name", 100) is { } refusal)
            return refusal;
        var number = AccountNumber.Parse(iban, "iban");
        if (number.IsRefused)
            return number.Refusal;
        return new TreasuryAccount
        {
            Id = id,
            LegalEntityId = legalEntity,
            Name = name.Trim(),
            Iban = number.Value.Text,
            Currency = currency,
            IsSafeguarded = isSafeguarded,
        };
    }
}
