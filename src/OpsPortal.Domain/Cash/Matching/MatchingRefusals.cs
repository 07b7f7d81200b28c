using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What matching and the workbench refuse, with their words.</summary>
public static class MatchingRefusals
{
    public static Refusal NotWaiting => new(
        "matching.not-waiting", "Refused: this suggestion does not wait any more.",
        "It was decided before, or a newer run found something else.", "Look at the receipt's current candidates.");

    public static Refusal NotProposed => new(
        "matching.not-proposed", "Not applied: a fresh run no longer proposes this.",
        "Receipts or invoices have changed since the suggestion was made.", "Look at the receipt's current candidates.");

    public static Refusal NotOpen => new(
        "matching.not-open", "Not applied: nothing is left to apply.", "The receipt was used meanwhile.",
        "Look at the receipt's current state.");

    public static Refusal NothingChosen => new(
        "matching.nothing-chosen", "Refused: nothing is chosen.", "An allocation needs at least one invoice and amount.",
        "Choose an invoice or type an amount.");

    public static Refusal ChosenTwice => new(
        "matching.chosen-twice", "Refused: an invoice is named twice.", "One allocation gives each invoice one amount.",
        "Add the amounts of that invoice together.");

    public static Refusal DifferenceTooLarge(Money difference, Money tolerance) => new(
        "matching.difference-too-large", "Refused: the difference is larger than the policy allows.",
        $"It is {difference}; at most {tolerance} may be written off here.",
        "Leave it open, or ask for a write-off on the invoice's page.");

    public static Refusal NoDifference => new(
        "matching.no-difference", "Refused: there is no difference to write off.",
        "The invoice is not short of a small amount after some of it was paid.", "Apply cash to it first.");

    public static Refusal NeedsSecond(Money limit) => new(
        "matching.needs-second", "Not applied yet: a second person must agree.",
        $"Manual allocations above {limit} need one.", "Ask for it: a controller other than you decides.");

    public static Refusal OwnRequest => new(
        "matching.own-request", "Refused: you asked for this allocation.", "A person other than the first decides.",
        "Another controller can decide it.");

    public static Refusal RequestDecided => new(
        "matching.request-decided", "Nothing to do: this allocation was decided before.", "Somebody was faster.",
        "Look at the receipt's current state.");

    public static Refusal RequestWaits => new(
        "matching.request-waits", "Refused: an allocation of this receipt waits for a second person.",
        "One receipt has one request at a time.", "Wait for its decision, or have it refused.");

    public static Refusal PolicyNumbers => new(
        "matching.policy-numbers", "Refused.", "Tolerances and limits are not below zero, and shown scores lie between 0 and 1.",
        "Correct the numbers.");
}
