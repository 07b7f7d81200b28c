using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>The refusals of the ledger.</summary>
public static class LedgerRefusals
{
    public static Refusal MissingReference(PostingRule rule, string what) => new(

               "ledger.missing-reference", $"Not posted: {rule.Name}.", $"The {what} is missing.",
        $"Supply the {what} and process the event again.")
    {
        Field = what,
    };

    public static Refusal NothingToPost(PostingRule rule) => new(
        "ledger.nothing-to-post", $"Not posted: {rule.Name}.", "Every amount is zero.", "Check the amounts of the event.");

    public static Refusal NegativeLeg(PostingRule rule, string sum) => new(
        "ledger.negative-leg", $"Not posted: {rule.Name}.", $"{sum} is below zero.", "Check the amounts of the event.");

    public static Refusal PartsDiffer(PostingRule rule, Money expected) => new(
        "ledger.parts-differ", $"Not posted: {rule.Name}.", $"The payees' parts do not sum to {expected}.",
        "Check the shares of the contract version.");

    public static Refusal Unbalanced(PostingRule rule, Money difference) => new(
        "ledger.unbalanced", $"Not posted: {rule.Name}.", $"Debits and credits differ by {difference}.",
        rule.Where.Length == 0 ? "Check the amounts of the event." : $"Check the amounts: {rule.Where}.");

    public static Refusal OnlyByReversal(PostingRule rule) => new(
        "ledger.only-by-reversal", $"Not posted: {rule.Name}.", "This event only reverses entries that exist.",
        "Reverse each entry of the invoice.");

    public static Refusal AlreadyAReversal => new(
        "ledger.already-a-reversal", "Not reversed.", "This entry is itself a reversal.",
        "Post the original event again under a new key.");

    public static Refusal PeriodClosed(string period) => new(
        "ledger.period-closed", "Not done.", $"The period {period} is closed.",
        "Reopen it with an approval, or post in the open period.");

    public static Refusal PeriodNotIn(string period, PeriodState state) => new(
        "ledger.period-state", "Not done.", $"The period {period} is {state.ToString().ToLowerInvariant()}.",
        "Look at its current state and decide again.");
}
