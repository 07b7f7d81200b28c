using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

/// <summary>The refusals of the compliance gates, holds and the policy matrix.</summary>
public static class ComplianceRefusals
{
    public static Refusal AccountIsNotDecidedByHand => new(
        "compliance.account-not-by-hand", "Refused.",
            "The payout account gate follows from the bank details themselves: currency, cooling-off, call-back.",
        "Add or call back the bank details on the payee's page.");

    public static Refusal NoAccount(GateKind gate) => new(
        "compliance.no-account", "Refused.",
            $"\"{GateWords.Name(gate)}\" is decided about bank details, and the payee has none.",
        "Have the bank details entered first.");

    public static Refusal OtherAccount(GateKind gate, int inUse) => new(
        "compliance.other-account", "Refused: the bank details are not those decided about.",
            $"\"{GateWords.Name(gate)}\" is decided about the bank details in use, now version {inUse}.",
        "Reload the payee's page, check the bank details and decide again.");

    public static Refusal HoldAlreadyClosed => new(
        "compliance.hold-closed", "Not done.", "This hold was lifted or cancelled before.",
            "Place a new hold if money must stay.");

    public static Refusal PolicyAge(string gate, int most) => new(
        "compliance.policy-age", "Refused: no new version was made.",
        $"The age that a decision of \"{gate}\" may have is not between 1 and {most} days; no decision would pass it.",
        "Give the days as a whole number, or leave it empty for no limit.");

    public static Refusal HoldWithoutReason => new(
        "compliance.hold-reason", "Refused.", "A hold needs its reason and what the payee must do.",
            "Give both.") { Field = "Reason" };

    public static Refusal HoldWithoutTarget => new(
        "compliance.hold-target", "Refused.", "A hold on contracts or invoices must list them.",
            "Choose at least one, or hold all payouts of the payee.") { Field = "Targets" };

    public static Refusal LiftedByWhoPlacedIt => new(
        "compliance.lift-four-eyes", "Refused: you placed this hold.",
            "A hold is lifted by another person than the one who placed it.", "Ask another compliance officer.");

    public static Refusal PolicyInThePast => new(
        "compliance.policy-past", "Refused.", "A policy version cannot start before today.",
            "Choose today or a later day.") { Field = "Effective from" };

    public static Refusal PolicyWithoutAccount => new(
        "compliance.policy-account", "Refused: no new version was made.",
        "Bank details are always asked for: without them nobody calls back and new details do not cool off.",
        "Leave \"Payout account\" required.") { Field = "Payout account" };

    public static Refusal PolicyWithoutRows => new(
        "compliance.policy-empty", "Refused.", "A policy matrix without rows would ask for everything of everybody.",
            "List at least one row.") { Field = "Rows" };

    public static Refusal EvidenceMissing(GateKind gate) => new(
        "compliance.evidence", "Refused.", $"{GateWords.Name(gate)} cannot be decided without evidence.",
            "Name the document, case or provider reference.") { Field = "Evidence" };

    public static Refusal AlreadyExpired(GateKind gate) => new(
        "compliance.expired", "Refused.", $"This {GateWords.Name(gate)} decision would have expired already.",
            "Give an expiry in the future.") { Field = "Expires" };
}
