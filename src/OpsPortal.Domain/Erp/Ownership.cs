namespace OpsPortal.Domain.Erp;

/// <summary>A system that owns states.</summary>
public enum OwnerSystem
{
    Portal,
    Provider,
    Bank,
    Erp,
    ContractSource,
    Compliance,
}

/// <summary>One state: who owns it, who keeps a copy, who changes and who reverses it, and who is right when two say different
/// things.</summary>
public sealed record OwnedState(
    string State, OwnerSystem Owner, string OthersKeep, string ChangedBy, string ReversedBy, string Conflict);

/// <summary>The ownership map. A state has one owner; everybody else keeps a copy, and a difference is a case for a
/// person, never mended in silence.</summary>
public static class Ownership
{
    public static readonly IReadOnlyList<OwnedState> All =
    [
        new("Contract terms and billing plan", OwnerSystem.ContractSource, "Portal, in versions",
            "An amendment, as a new version", "A further amendment; no version is changed",
            "The signed contract; what was billed before keeps its version"),
        new("Acceptance of a milestone", OwnerSystem.Portal, "ERP, by the invoice", "The approver of the contract",
            "Finance, with a reason, before it is paid out",
            "The portal's evidence; the ERP's billing is refused until accepted"),
        new("Issue and number of an invoice", OwnerSystem.Portal, "ERP, by its journal document", "The portal, at billing",
            "Credit note or voiding in the portal; never in the ERP",
            "The portal; billed in the ERP alone opens an AR/AP conflict"),
        new("ERP status of a billing-plan item", OwnerSystem.Erp, "Portal, as last told", "The ERP", "The ERP",
            "Neither wins: billed there and billable here opens an AR/AP conflict for finance"),
        new("Payment, refund, dispute and fee at the provider", OwnerSystem.Provider, "Portal, as events and entries",
            "The provider, by event or report", "The provider, by a further event",
            "The provider's event; the portal posts anew, and explains a reconciliation break until it has"),
        new("Movement and balance of a bank account", OwnerSystem.Bank, "Portal, as statement lines; ERP, by journal document",
            "The bank, by statement", "The bank", "The statement; a difference is a reconciliation break"),
        new("Application of cash to an invoice", OwnerSystem.Portal, "ERP, by its journal document",
            "The matching rules or a person", "A person who may un-apply, with a reason",
            "The portal; the ERP does not apply this cash"),
        new("Payee's held, reserved and payable money", OwnerSystem.Portal, "ERP, in the accounts of liabilities",
            "The posting rules", "The reversing event of the same rule", "The portal's ledger by payee; the ERP keeps the sum"),
        new("Payout batch, approval and release", OwnerSystem.Portal, "Provider and bank, as instructions",
            "A maker, two approvers, a transmitter", "Rejection or cancelling before it is sent",
            "The portal until it is sent, then the provider's or the bank's answer"),
        new("Outcome of a payout", OwnerSystem.Provider, "Portal, by event, result file or bank line", "The provider or the bank",
            "A return, as an event of its own", "Event, result file or bank line; never a timer or a guess"),
        new("Compliance gates and holds", OwnerSystem.Compliance, "Portal, as decisions with expiry",
            "Compliance", "Compliance, with a reason", "The stricter one holds until compliance has decided"),
        new("Journal entry", OwnerSystem.Portal, "ERP, under our external id", "The posting rules, once for each event",
            "A reversing entry in the portal; never in the ERP", "The portal's entry; the ERP's copy is corrected to it"),
        new("Journal document in the ERP", OwnerSystem.Erp, "Portal, with the ERP's number", "The ERP, when it takes an export",
            "The portal, by handing over the reversing entry",
            "The first answer stays; a contradicting one opens an AR/AP conflict for finance"),
        new("State of a month in the portal", OwnerSystem.Portal, "ERP keeps its own periods", "Prepared, reviewed, signed",
            "Two people, with a reason, as a new version of the pack", "Late events are booked in the open month of the portal"),
        new("State of a month in the ERP", OwnerSystem.Erp, "Nobody", "The ERP", "The ERP",
            "A rejected document is sent again when the ERP's month is open, under the same external id"),
        new("Account mapping", OwnerSystem.Portal, "Each export names its version", "A controller, as a new version",
            "A further version", "The version in force at the export; the ERP rejects what it does not know"),
    ];

    public static string Words(this OwnerSystem system) => system switch
    {
        OwnerSystem.Erp => "ERP",
        OwnerSystem.ContractSource => "Contract system",
        _ => system.ToString(),
    };
}
