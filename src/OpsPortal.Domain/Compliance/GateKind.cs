namespace OpsPortal.Domain.Compliance;

/// <summary>A compliance question about a payee that must be answered "clear" before money leaves, where the policy matrix
/// asks it.</summary>
public enum GateKind
{
    /// <summary>Identity of a natural person.</summary>
    Kyc,

    /// <summary>Identity of a company and of the people who own it.</summary>
    Kyb,

    /// <summary>Money laundering checks.</summary>
    Aml,

    /// <summary>Sanctions lists.</summary>
    Sanctions,

    /// <summary>VAT status.</summary>
    Vat,

    /// <summary>The tax form of the payee (W-9, W-8BEN, W-8BEN-E or the local one).</summary>
    TaxForm,

    /// <summary>A bank account in the payout currency, past its cooling-off period, called back by a second person.</summary>
    PayoutAccount,

    /// <summary>The holder's name as the bank knows it matches the payee's.</summary>
    HolderName,

    /// <summary>The provider itself says that it can pay this payee to these bank details.</summary>
    ProviderCapability,
}
