using OpsPortal.Domain.Parties;

namespace OpsPortal.Domain.Compliance;

/// <summary>What of a payee's particulars each gate was decided about. Once that has changed, the decision was about somebody
/// else, and the gate is to be decided anew.</summary>
public static class GateSubjects
{
    private static readonly GateKind[] OfName =
        [GateKind.Kyc, GateKind.Kyb, GateKind.Aml, GateKind.Sanctions, GateKind.TaxForm, GateKind.HolderName];

    private static readonly GateKind[] OfCountry =
    [
        GateKind.Kyc, GateKind.Kyb, GateKind.Aml, GateKind.Sanctions, GateKind.Vat, GateKind.TaxForm, GateKind.ProviderCapability,
    ];

    /// <summary>An individual and a company are asked for other papers altogether; bank details are confirmed by the call-back
    /// and not decided.</summary>
    private static readonly GateKind[] OfKind = [.. Enum.GetValues<GateKind>().Where(gate => gate != GateKind.PayoutAccount)];

    /// <summary>The gates whose decisions say nothing of the payee any more. A name that differs by case or blanks only is the
    /// same name; an e-mail address is no gate's subject.</summary>
    public static IReadOnlyList<GateKind> AskedAnew(PayeeParticulars before, PayeeParticulars after) =>
    [
        .. (IsSameName(before.Name, after.Name) ? [] : OfName)
            .Union(before.Country == after.Country ? [] : OfCountry)
            .Union(before.Kind == after.Kind ? [] : OfKind).Order(),
    ];

    private static bool IsSameName(string one, string other) =>
        string.Equals(Plain(one), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
