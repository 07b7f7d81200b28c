using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>The refusals of batches, approvals and payout items.</summary>
public static class PayoutRefusals
{
    /// <summary>The event waits for one that comes before it.</summary>
    public const string TooEarlyCode = "payouts.too-early";

    public static Refusal ApproveOwn => new("payouts.four-eyes", "Refused: you built this batch.",
        "Its maker cannot approve it.", "Another controller must approve it.");

    public static Refusal ApproveSubmitted => new("payouts.four-eyes-submitter", "Refused: you submitted this batch.",
        "Its submitter cannot approve it.", "Another controller must approve it.");

    public static Refusal ApproveEdited => new("payouts.four-eyes-editor", "Refused: you changed this batch.",
        "Whoever changed its content cannot approve it.", "Another controller must approve it.");

    public static Refusal ApprovedAlready => new("payouts.approved-already", "Refused: you have approved this batch already.",
        "One person counts once, in whatever role or window.", "Another controller must give the next approval.");

    public static Refusal UnresolvedPerson => new("payouts.unresolved-person", "Refused: it is not clear who you are.",
        "An approval needs a known person.", "Sign in again.");

    public static Refusal Expired => new("payouts.expired", "Refused: the approvals of this batch have expired.",
        "Too much time passed since it was submitted.", "Its maker submits it again.");

    public static Refusal NotExpired => new("payouts.not-expired", "Not done.", "The approvals of this batch still hold.",
        "Approve or transmit it as it is; ask for new approvals once they have expired.");

    public static Refusal ContentChanged => new("payouts.content-changed", "Refused: the batch is not what you saw.",
        "Its content changed after your page was drawn, or differs from what was submitted.",
            "Load the page again and look at what changed.");

    public static Refusal TransmitOwn => new("payouts.transmit-own", "Refused: you built or submitted this batch.",
        "Its maker cannot transmit it.", "A controller must transmit it.");

    public static Refusal RejectOwn => new("payouts.reject-own", "Refused: you built this batch.",
        "Rejecting is another person's act.", "Cancel it instead.");

    public static Refusal FewerThanTwo => new("payouts.fewer-than-two", "Refused.",
        "No rule may ask for fewer than two people.", "Ask for two or more.") { Field = "People" };

    public static Refusal LimitsMissing => new("payouts.limits-missing", "Refused.",
        "A policy needs a hard maximum per item and batch for each currency.", "Give limits above zero.") { Field = "Limits" };

    public static Refusal PolicyNumbers => new("payouts.policy-numbers", "Refused.",
        "Rolling days must be at least 1, the unusual factor at least 2, the expiry 1 to 72 hours.", "Correct the figures.");

    public static Refusal PolicyChangedSince(string policy, int number, string who, Instant at) => new("payouts.policy-changed",
        $"Refused: the {policy} is no longer the one that you opened.",
        $"{who} made version {number} on {DayWords.Of(at)}; yours would undo it unseen.",
        "Load the page again, look at what changed and enter your change anew.");

    public static Refusal PolicyInThePast => new("payouts.policy-past", "Refused.",
        "A policy version cannot start in the past.", "Choose now or later.") { Field = "Effective from" };

    public static Refusal NoPolicy => new("payouts.no-policy", "Refused.",
        "No approval policy is in force.", "A controller sets one under Admin, Policies.");

    public static Refusal SourcesDoNotSum => new("payouts.sources", "Refused.",
        "An item's amount is not above zero or differs from the payables beneath it.", "Build the batch again.");

    public static Refusal PayeeTwice => new("payouts.payee-twice", "Refused.",
        "A payee stands twice in the batch.", "Build the batch again.");

    public static Refusal LastItem => new("payouts.last-item", "Refused.",
        "This is the last item of the batch.", "Cancel the batch instead.");

    public static Refusal NothingEligible => new("payouts.nothing-eligible", "No batch was built.",
        "Nothing that you chose is eligible now.", "Look at the reasons beside each payable.");

    public static Refusal TakenMeanwhile => new("payouts.taken", "No batch was built.",
        "Another person has just put one of these payees into a batch.", "Load the page again and build with what is left.");

    public static Refusal StillUnknown => new("payouts.still-unknown", "Not resolved.",
        "The provider does not know, or did not answer.",
            "Ask again later; after 20 hours two people settle it with evidence.");

    public static Refusal ApproveEditedAccount(string payee) => new("payouts.four-eyes-account",
        $"Refused: you last edited the bank details of {payee}.", "Whoever edited bank details in a batch cannot approve it.",
        "Another controller must approve it.");

    public static Refusal ApproveOwnPolicy(PolicyMade made) => new("payouts.four-eyes-policy",
        $"Refused: you made version {made.Number} of the {made.Policy}.",
        $"Who changes what is asked of payouts signs none until {DayWords.Of(made.SignsFrom)}.",
        "Another controller must approve it, or wait until then.");

    public static Refusal ControlRed(BatchControl control) => new($"payouts.control-{control.Code}",
        $"Refused: \"{control.Name}\" is not green.", control.Words, "Settle that, or take the item out of the batch.");

    public static Refusal TooFewApprovals(int have, int need) => new("payouts.too-few-approvals",
        "Refused: not enough approvals count.",
        $"{have} of {need} people have approved this content and may still approve.", "Get the missing approvals.");

    public static Refusal Unusual(string payee) => new("payouts.unusual",
        $"Refused: the amount for {payee} is far above what is usual.",
        "Such an amount needs a note that approvers will see.",
            "Check it and say why it is right.") { Field = "Note on unusual amounts" };

    public static Refusal NoLimit(Currency currency) => new("payouts.no-limit", "Refused.",
        $"The approval policy has no hard maximum for {currency}.", "A controller adds one under Admin, Policies.");

    public static Refusal ItemTooLarge(Money item, Money limit) => new("payouts.item-too-large", $"Refused: an item of {item}.",
        $"The hard maximum per item is {limit}, whoever approves.", "Check the amount; a controller can change the policy.");

    public static Refusal BatchTooLarge(Money total, Money limit) => new("payouts.batch-too-large",
        $"Refused: a batch of {total}.",
        $"The hard maximum per batch is {limit}, whoever approves.", "Build smaller batches.");

    public static Refusal ItemCount(int count) => new("payouts.item-count", "Refused.",
        $"A batch has 1 to {PayoutBatch.ItemLimit} items, not {count}.", "Choose other payables.");

    public static Refusal AmountDiffers(Money told, Money item) => new("payouts.amount-differs", "Not taken: the amounts differ.",
        $"The provider speaks of {told}, the payout is {item}.", "Ops compares both with the provider.");

    public static Refusal Move(BatchState state, BatchAction action) => new("payouts.move",
        $"Refused: this batch is {Words(state)} now.",
        $"\"{action}\" is not possible any more; somebody else may have acted first.",
            "Look at its approval chain to see who did what.");

    public static Refusal ItemMove(PayoutItemState state, PayoutItemAction action) => new("payouts.item-move",
        $"Refused: the payout is {Words(state)}.", $"An event says \"{action}\", which contradicts it.",
            "Ops looks into the exception.");

    public static Refusal TooEarly(PayoutItemState state, PayoutItemAction action) => new(TooEarlyCode,
        $"Not yet: the payout is {Words(state)}.", $"\"{action}\" needs an event before it that has not come.",
            "It is tried again by itself.");

    public static Refusal PayeeInvoiceNotPositive => new("payouts.payee-invoice-not-positive", "Refused.",
        "The amount must be above zero.", "Give an amount above zero.") { Field = "Amount" };

    public static Refusal PayeeInvoiceKnown(string payee, string number) => new("payouts.payee-invoice-known",
        "Refused: this invoice is recorded already.", $"{payee} has billed us under {number} before.",
        "Compare both; a corrected invoice has a number of its own.") { Field = "Number" };

    public static Refusal DocumentsDisagree(IReadOnlyList<string> documents, IReadOnlyList<string> next) => new(
        "payouts.documents-disagree", "Refused: the ledger contradicts documents beneath this batch.",
        $"{string.Join("; ", documents.Take(5))}{(documents.Count > 5 ? $"; and {documents.Count - 5} more" : "")}.",
        $"{string.Join(". ", next)}. Then transmit again, or take the payout out of the batch.");

    public static Refusal PayeeInvoiceNotHeld => new("payouts.payee-invoice-not-held", "Nothing to release.",
        "This invoice is not held.", "Look at its current state.");

    public static Refusal PayeeInvoiceFourEyes => new("payouts.payee-invoice-four-eyes",
        "Refused: you recorded this invoice.", "Who records an invoice does not release it.", "Another person must release it.");

    public static Refusal NothingToSetOff => new("payouts.nothing-to-set-off", "Refused.", "The amount must be above zero.",
        "Give an amount above zero.") { Field = "Amount" };

    public static Refusal MoreThanOwed(Money amount, Money debt) => new("payouts.more-than-owed", "Refused.",
        $"{amount} is more than the payee owes, {debt}.", "Give at most what is owed.") { Field = "Amount" };

    public static Refusal MoreThanSettled(Money amount, Money free) => new("payouts.more-than-settled", "Refused.",
        $"{amount} is more than the payee's settled money, {free}.", "Give at most what is settled; the rest stays owed.")
        { Field = "Amount" };

    public static Refusal OwesNothing(Currency currency) => new("payouts.owes-nothing", "Refused.",
        $"The payee owes us nothing in {currency}.", "Apply the receipt to an invoice or send it back.") { Field = "Payee" };

    public static Refusal RepaidToAnother => new("payouts.repaid-to-another", "Refused: the money came to another legal entity.",
        "The payee owes another company of the group.", "Send the money back or settle between the companies first.");

    public static Refusal RepaymentTakenBack => new("payouts.repayment-taken-back", "Nothing to do: it was taken back already.",
        "The payee owes that amount again.", "Look at the receipt's current state.");

    public static Refusal NothingToWriteOff => new("payouts.nothing-to-write-off", "Refused.", "The amount must be above zero.",
        "Give an amount above zero.") { Field = "Amount" };

    public static Refusal WriteOffWaits => new("payouts.write-off-waits", "Refused.",
        "A write-off of what this payee owes waits for its decision already.", "Wait for the decision.");

    public static Refusal WriteOffDecided => new("payouts.write-off-decided", "Refused: it is decided already.",
        "Somebody else decided this write-off before.", "Look at the payee's current state.");

    public static Refusal OwnWriteOff => new("payouts.write-off-four-eyes", "Refused: you asked for this write-off.",
        "Who asks does not decide.", "Another person must decide it.");

    public static Refusal SetOffWhileInBatch(string batch) => new("payouts.set-off-in-batch", "Refused.",
        $"The payee's money is in batch {batch}, which is not released yet.", "Release or cancel the batch first.");

    public static Refusal SetOffWhileHeld => new("payouts.set-off-held", "Refused.",
        "The payee is on hold, and held money is nobody's to take.", "Have compliance lift the hold first.");

    private static string Words<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();
}
