namespace OpsPortal.Domain.Compliance;

/// <summary>The gates in the words of the screens: name, and who may change the answer.</summary>
public static class GateWords
{
    private static readonly Dictionary<GateKind, (string Name, string WhoCanChange)> Words = new()
    {
        [GateKind.Kyc] = ("Identity check (KYC)", "Compliance"),
        [GateKind.Kyb] = ("Company check (KYB)", "Compliance"),
        [GateKind.Aml] = ("AML check", "Compliance"),
        [GateKind.Sanctions] = ("Sanctions check", "Compliance"),
        [GateKind.Vat] = ("VAT status", "Compliance"),
        [GateKind.TaxForm] = ("Tax form", "Compliance"),
        [GateKind.PayoutAccount] = ("Payout account", "Ops enters it, a second person calls back"),
        [GateKind.HolderName] = ("Name of the account holder", "Compliance"),
        [GateKind.ProviderCapability] = ("Provider can pay", "The provider, after the payee has given what is due"),
    };

    public static string Name(GateKind gate) => Words[gate].Name;

    public static string WhoCanChange(GateKind gate) => Words[gate].WhoCanChange;
}
