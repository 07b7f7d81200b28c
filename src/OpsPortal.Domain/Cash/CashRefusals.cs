using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>What this room refuses, with its words.</summary>
public static class CashRefusals
{
    public static Refusal NoSuchMove(ReceiptState from, ReceiptAction action) => new(
        "cash.no-such-move", $"Refused: {action} is not possible.", $"The receipt is {from}.",
        "Look at the receipt's current state.");

    public static Refusal NotPositive => new(
        "cash.not-positive", "Refused.", "The amount must be above zero.", "Give an amount above zero.") { Field = "Amount" };

    public static Refusal MoreThanUnapplied(Money unapplied) => new(
        "cash.more-than-unapplied", "Refused: the receipt has not that much left.", $"{unapplied} of it is unapplied.",
        "Give at most that amount, or un-apply another part first.") { Field = "Amount" };

    public static Refusal MoreThanLeft(Money left) => new(
        "cash.more-than-left", "Not booked: more went back than is left of the payment.", $"{left} of it was not refunded or "
            + "returned before.",
        "Find out with the bank or the provider which of the refunds it is, and book the line by hand.");

    public static Refusal MoreThanApplied(Money applied) => new(
        "cash.more-than-applied", "Refused: not that much is applied.", $"{applied} of the receipt is applied.",
        "Give at most that amount.");

    public static Refusal RefundedWhole => new(
        "cash.refunded-whole", "Refused: this payment is not on the invoice any more.",
        "All that it paid was credited and refunded to the buyer.", "Look at the invoice's credit notes and refunds.");

    public static Refusal MoreThanOpen(Money open) => new(
        "cash.more-than-open", "Refused: the invoice does not owe that much.", $"{open} of it is open.",
        "Give at most that amount.") { Field = "Amount" };

    public static Refusal InDispute(Money disputed, string instead) => new(
        "cash.in-dispute", "Refused: the provider holds that money.",
        $"{disputed} of the payment is in a dispute that is not decided.", instead);

    public static Refusal LostInDispute(Money lost, string instead) => new(
        "cash.lost-in-dispute", "Refused: that money is gone.",
        $"{lost} of the payment was lost in a dispute: the payer has it.", instead);

    public static Refusal UnknownInvoice(string? number) => new(
        "cash.unknown-invoice", "Not applied: there is no such invoice.", $"'{number}' is not the number of an issued invoice.",
        "Look for the invoice by payer and amount and apply the receipt by hand.");

    public static Refusal NoReference => new(
        "cash.no-reference", "Not applied: the payment names no invoice.", "Its reference is missing.",
        "Ask the payer what it is for and apply the receipt by hand.");

    public static Refusal OtherCurrency(Currency paid, Currency owed) => new(
        "cash.other-currency", "Not applied: the currencies differ.", $"The payment is in {paid}, the invoice in {owed}.",
        "Return the payment or agree on a conversion with the payer.");

    public static Refusal OtherEntity => new(
        "cash.other-entity", "Not applied: the payment came to another legal entity.",
        "The invoice belongs to another company of the group.",
        "Return the payment or settle between the companies first.");

    public static Refusal InvoiceClosed(string number) => new(
        "cash.invoice-closed", "Not applied: the invoice owes nothing.", $"Invoice {number} is paid, void, or written off.",
        "Apply the receipt to another invoice or send it back.");

    public static Refusal ApplicationReversed => new(
        "cash.application-reversed", "Nothing to do: this application was already reversed.", "Somebody un-applied it before.",
        "Look at the receipt's current state.");

    public static Refusal RailCarriesNot(string rail, string currency, string carries) => new(
        "cash.rail-currency", $"Refused: {rail} does not carry {currency}.", $"It carries {carries}.", "Choose another rail.");

    public static Refusal RailReachesNot(string rail, string country) => new(
        "cash.rail-coverage", $"Refused: {rail} does not reach that account.", $"{country} is not among its countries.",
        "Choose another rail.");

    public static Refusal AboveCap(string rail, Money most) => new(
        "cash.rail-cap", $"Refused: that is more than {rail} takes at once.", $"It takes at most {most}.",
        "Choose another rail or split the payment.") { Field = "Amount" };

    public static Refusal NoMandate(string rail) => new(
        "cash.no-mandate", $"Refused: {rail} needs a mandate that can be retrieved.",
        "No mandate of this payer is recorded.", "Record the mandate on the contract first, or collect by another rail.");

    public static Refusal WarningTakesNoEvidence => new(
        "cash.warning-takes-no-evidence", "Refused: a fraud warning takes no evidence.", "It is no dispute yet.",
        "Refund the payment at the provider, or accept the risk.");

    public static Refusal DisputeEnded(DisputeState state) => new(
        "cash.dispute-ended", "Refused: this is not possible any more.", $"The dispute is {state.ToString().ToLowerInvariant()}.",
        "Look at its current state.");

    public static Refusal DisputeDeadlinePassed => new(
        "cash.dispute-deadline-passed", "Refused: the deadline has passed.", "The provider takes no evidence after it.",
        "The dispute counts as lost; tell the controller.");

    public static Refusal FormalDisputeStays => new(
        "cash.formal-dispute-stays", "Refused: a formal dispute cannot be let go here.",
        "The provider holds the money until it has decided.", "Send evidence, or wait for the provider's decision.");

    public static Refusal UnknownDisputeOutcome(string words) => new(
        "cash.dispute-outcome-unknown", "Not posted: it is not known who won the dispute.",
        $"The provider says that it ended as \"{(words.Length > 60 ? words[..60] : words)}\", which is neither won nor lost.",
        "Ask the provider what it means; its event with a clear outcome posts.");

    /// <summary>The month in which a receipt was applied is signed.</summary>
    public static Refusal AppliedInClosedPeriod(string period) => new(
        "cash.applied-in-closed-period", "Not undone.",
        $"It was applied in {period}, which is closed, and its figures are signed.",
        "Two controllers can reopen the month; or a credit note or a refund corrects it in the open one.");
}
