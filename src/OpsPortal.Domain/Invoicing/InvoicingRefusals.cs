using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Everything that invoicing refuses, in words for people.</summary>
public static class InvoicingRefusals
{
    public static Refusal NotPositive => new(
        "invoicing.not-positive", "Refused.", "The amount is not above zero.", "Give an amount above zero.") { Field = "amount" };

    public static Refusal MoreThanOpen(Money open) => new(
        "invoicing.more-than-open", "Refused.", $"Only {open} is open on this invoice.", "Give at most that.")
            { Field = "amount" };

    public static Refusal MoreThanApplied(Money applied) => new(
        "invoicing.more-than-applied", "Refused.", $"Only {applied} is applied to this invoice.", "Give at most that.")
            { Field = "amount" };

    public static Refusal MoreThanLeft(Money left) => new(
        "invoicing.more-than-left", "Refused.", $"Only {left} of this invoice is neither credited nor cleared.",
            "Credit at most that.") { Field = "amount" };

    public static Refusal AdvanceCleared(Money left) => new(
        "invoicing.advance-cleared", "Refused: stages have cleared this down payment.",
        $"Their invoices are lower by it; {left} of it is not cleared.",
        "Credit at most that amount here, and the rest on the stage.");

    public static Refusal HasCash => new(
        "invoicing.has-cash", "Refused: it cannot be voided.",
            "Cash is applied to this invoice, or a down payment was cleared by it.",
        "Un-apply the cash first, or give a credit note.");

    public static Refusal HasCredits => new(
        "invoicing.has-credits", "Refused: it cannot be voided.", "Credit notes stand against this invoice.",
            "Credit the rest instead.");

    public static Refusal NotBillable(string stage, PlanItemState state) => new(
        "invoicing.not-billable", "Refused.",
        state == PlanItemState.Billed ? $"The stage \"{stage}\" is billed already."
            : $"The stage \"{stage}\" is not billable yet.",
        state == PlanItemState.Billed ? "A stage is billed once; look at its invoice."
            : "It becomes billable when its condition is met.");

    public static Refusal NotAccepted(string milestone, MilestoneState state) => new(
        "invoicing.not-accepted", "Refused: it is not accepted.",
        $"The milestone \"{milestone}\" is {state.ToString().ToLowerInvariant()}.", "It must be approved first.");

    public static Refusal ContractDisputed(string contract, string milestone) => new(
        "invoicing.contract-disputed", "Refused: the contract is disputed.",
        $"The milestone \"{milestone}\" of contract {contract} is in dispute; no further invoice is issued.",
            "Settle the dispute first.");

    public static Refusal DownPaymentOpen(string number) => new(
        "invoicing.down-payment-open", "Refused: a down payment is not paid.",
        $"Down payment {number} is open, and this is the last stage that could clear it.",
        "Collect the down payment, or credit it, first.");

    public static Refusal NothingLeftToAdvance(string stage) => new(
        "invoicing.nothing-left-to-advance", "Refused.", $"Every other stage is billed, so \"{stage}\" would never be cleared.",
        "Leave it unbilled.");

    public static Refusal BroughtOver(string number) => new(
        "invoicing.brought-over", "Not voided.", $"{number} was issued by a former system and brought over open.",
        "Write a credit note for what is not owed.");

    public static Refusal PaperElsewhere => new(
        "invoicing.paper-elsewhere", "There is no paper here.", "A former system issued this document and it was brought over.",
        "Take the paper from the former system.");

    public static Refusal EntryMissing(string number) => new(
        "invoicing.entry-missing", "Refused.", $"Invoice {number} has no entry of its issue in the ledger.",
        "Tell finance: an exception must be opened.");

    public static Refusal NotCovered(Money open) => new(
        "invoicing.not-covered", "Refused: it cannot be closed.", $"{open} is open.", "Collect or credit it first.");

    public static Refusal ExceptionsOpen(int count) => new(
        "invoicing.exceptions-open", "Refused: it cannot be closed.",
        count == 1 ? "An exception is open on it or on a payment of it."
            : $"{count} exceptions are open on it or on its payments.",
        count == 1 ? "Resolve it first." : "Resolve them first.");

    public static Refusal NotSettled(Money pending) => new(
        "invoicing.not-settled", "Refused: it cannot be closed.", $"{pending} of its payments is not available yet.",
        "Wait until the provider makes the money available.");

    public static Refusal OwedBack(Money owed) => new(
        "invoicing.owed-back", "Refused: it cannot be closed.", $"{owed} is owed back to the buyer.",
            "Refund it, and wait for its outcome.");

    public static Refusal WriteOffWaits => new(
        "invoicing.write-off-waits", "Refused.", "A write-off of this invoice waits for its decision already.",
            "Wait for the decision.");

    public static Refusal NoWriteOffWaits => new(
        "invoicing.no-write-off", "Refused.", "No write-off of this invoice waits for a decision.", "Look at its current state.");

    public static Refusal OwnWriteOff => new(
        "invoicing.four-eyes", "Refused: you asked for this write-off.", "Who asks does not decide.",
            "Another person must decide it.");

    public static Refusal WriteOffDiffers(Money asked, Money open) => new(
        "invoicing.write-off-differs", "Refused: it is not the amount that was asked for.",
        $"A write-off of {asked} was asked for, and {open} is open now.",
        $"Refuse this request; who still wants to give up {open} asks for that amount.");

    public static Refusal NoSuchPayment => new(
        "invoicing.no-such-payment", "Refused.", "That payment does not pay this invoice, or it went back already.",
        "Choose one of the invoice's payments.") { Field = "payment" };

    public static Refusal RefundReferenceTaken(string reference, bool isTransfer) => new(
        "invoicing.refund-taken", "Refused.",
        isTransfer ? $"A transfer of this company with the reference {reference} is recorded already."
            : $"The provider's refund {reference} is recorded already.",
        isTransfer ? "Give this transfer a reference of its own." : "Look at the refunds of the invoice.")
        { Field = "reference" };

    public static Refusal OwnRefund => new(
        "invoicing.refund-four-eyes", "Refused: you recorded this refund.", "Who records it does not decide it.",
        "Another person must decide it.");

    public static Refusal AttemptInFlight(Money amount, LocalDate? expectedOn) => new(
        "invoicing.attempt-in-flight", "Refused: a payment is in progress.",
        $"{amount} is on its way{(expectedOn is { } day ? $", expected on {DayWords.Of(day)}" : "")}.", "Wait for its outcome.");

    public static Refusal NotCollectable(string number) => new(
        "invoicing.not-collectable", "Refused.", $"Invoice {number} takes no payment any more.",
        "Collect another invoice that is open.");

    public static Refusal RefundTooHigh(Money left) => new(
        "invoicing.refund-too-high", "Refused.", $"Only {left} of this credit is owed to the buyer.", "Refund at most that.")
            { Field = "amount" };

    public static Refusal ComesOutDifferently => new(
        "invoicing.comes-out-differently", "Refused: it would come out differently now.",
        "The invoice, its payments or its payouts moved since what the credit note does was shown.",
        "Look again at what it does, then give it.");

    public static Refusal RefundNotCovered(Money left) => new(
        "invoicing.refund-not-covered", "Refused: the payment does not cover it.",
        $"{left} of it has neither gone back nor been refunded.",
        "Refund at most that; a refund that waits for more is refused.") { Field = "amount" };

    public static Refusal NumberTooLong => new(
        "invoicing.number-too-long", "Refused.", "The entity's prefix is missing or longer than 20 characters.",
            "Mend the prefix of the legal entity.");

    public static Refusal IllegalMove(InvoiceState state, InvoiceAction action) => new(
        "invoicing.illegal-move", "Refused.", $"An invoice that is {Words(state)} cannot do this: {Words(action)}.",
            "Look at its current state.");

    public static Refusal IllegalRefundMove(RefundState state, RefundAction action) => new(
        "invoicing.illegal-refund-move", "Refused.",
        $"A refund that is {state.ToString().ToLowerInvariant()} cannot {action.ToString().ToLowerInvariant()}.",
            "Look at its current state.");

    private static string Words(InvoiceState state) => state == InvoiceState.PartiallyPaid ? "partially paid"
        : state.ToString().ToLowerInvariant();

    private static string Words(InvoiceAction action) => action switch
    {
        InvoiceAction.Issue => "be issued",
        InvoiceAction.ApplyPart or InvoiceAction.ApplyRest => "take cash",
        InvoiceAction.UnapplyPart or InvoiceAction.UnapplyAll => "give cash back",
        InvoiceAction.CreditPart or InvoiceAction.CreditRest => "be credited",
        InvoiceAction.Void => "be voided",
        InvoiceAction.GiveUp => "be given up",
        InvoiceAction.Close => "be closed",
        _ => "be reopened",
    };

    public static Refusal BadDunningSchedule(int mostSteps, int mostDays) => new(
        "invoicing.dunning-schedule", "Refused: this is no schedule.",
        $"It needs 1 to {mostSteps} steps, each on a day from 0 to {mostDays}, and no step twice.", "Correct the days.")
        { Field = "Days" };

    public static Refusal DunningNotRunning(DunningState state) => new(
        "invoicing.dunning-not-running", "Refused: there is nothing to pause.",
        $"Dunning of this invoice is {state.ToString().ToLowerInvariant()}.", "Look at its current state.");

    public static Refusal DunningNotPaused(DunningState state) => new(
        "invoicing.dunning-not-paused", "Refused: there is nothing to resume.",
        $"Dunning of this invoice is {state.ToString().ToLowerInvariant()}.", "Look at its current state.");
}
