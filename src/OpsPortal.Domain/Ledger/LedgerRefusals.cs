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
        rule.Equation.Length == 0 ? "Check the amounts of the event." : $"Check the amounts: {rule.Equation}.");

    public static Refusal OnlyByReversal(PostingRule rule) => new(
        "ledger.only-by-reversal", $"Not posted: {rule.Name}.", "This event only reverses entries that exist.",
        "Reverse each entry of the invoice.");

    public static Refusal OnlyByHand(PostingRule rule) => new(
        "ledger.only-by-hand", $"Not posted: {rule.Name}.", "Its lines are named by a person, not by the rule.",
        "Prepare a manual journal and let another person approve it.");

    public static Refusal PreparedByYou => new(
        "ledger.four-eyes", "Refused: you prepared this journal.", "Who prepares an entry never approves it.",
        "Another person who may approve manual journals must decide it.");

    public static Refusal NotYourJournal => new(
        "ledger.not-yours", "Refused.", "Somebody else prepared this journal.", "Ask its preparer to withdraw it, or refuse it.");

    public static Refusal JournalDecided(ManualJournalState state) => new(
        "ledger.journal-decided", "Not done.", $"The journal is {state.ToString().ToLowerInvariant()} already.",
        "Look at it; prepare a new one where more is to be posted.");

    public static Refusal AheadOfTime(LocalDate today) => new(
        "ledger.ahead-of-time", "Refused.", $"Nothing is booked later than today, {today:uuuu'-'MM'-'dd}.",
        "Choose today or an earlier day.")
    {
        Field = "effectiveOn",
    };

    public static Refusal LineCount(int most) => new(
        "ledger.line-count", "Refused.", $"A journal has at least 2 and at most {most} lines.",
        "Add the other side, or split the journal.")
    {
        Field = "lines",
    };

    public static Refusal NotByHand(ChartRow account) => new(
        "ledger.not-by-hand", "Refused.", $"{account.Code} {account.Name} is explained by its own invoices, payments or payees.",
        "Let the event happen in its own room: issue, credit, apply, hold or pay out.")
    {
        Field = "lines",
    };

    public static Refusal JournalUnbalanced(Money difference) => new(
        "ledger.unbalanced", "Refused.", $"Debits and credits differ by {difference}.", "Mend the lines until both are the same.")
    {
        Field = "lines",
    };

    public static Refusal NameTheEnd => new(
        "ledger.name-the-end", "Refused.", "The lines lower what is owed, and it is not said how the obligation ends.",
        "Say whether it is discharged, cancelled or expired, or that it lives on elsewhere.")
    {
        Field = "ends",
    };

    public static Refusal NothingEnds => new(
        "ledger.nothing-ends", "Refused.", "The lines lower nothing that is owed, so no obligation ends.",
        "Choose that none is lowered, or mend the lines.")
    {
        Field = "ends",
    };

    public static Refusal TwoSidedLine(int number) => new(
        "ledger.two-sided-line", "Refused.", $"Line {number} has a debit and a credit.",
        "Leave one of them empty, or make two lines of it.") { Field = "lines" };

    public static Refusal EmptyLine(int number) => new(
        "ledger.empty-line", "Refused.", $"Line {number} has no amount.",
        "Give a debit or a credit, or remove the line.") { Field = "lines" };

    public static Refusal BankAccountOnBankCash(int number) => new(
        "ledger.bank-account", "Refused.", $"Line {number}: bank cash names its bank account, other accounts name none.",
        "Choose the bank account of the line on 1010, and none elsewhere.")
    {
        Field = "lines",
    };

    public static Refusal AlreadyAReversal => new(
        "ledger.already-a-reversal", "Not reversed.", "This entry is itself a reversal.",
        "Post the original event again under a new key.");

    public static Refusal PeriodClosed(YearMonth month, YearMonth last) => new(
        "ledger.period-closed", "Not done.",
        month == last ? $"The period {month:uuuu'-'MM} is closed."
            : $"The period {month:uuuu'-'MM} is closed with {last:uuuu'-'MM}, whose balances hold all that came before.",
        "Reopen it with an approval, or post in the open period.");

    public static Refusal InFormerBooks(LocalDate cutOver) => new(
        "ledger.in-former-books", "Not done.",
        $"The opening balances hold everything up to {cutOver:uuuu'-'MM'-'dd}, the day of the cut-over.",
        "Choose a later day.")
    {
        Field = "effectiveOn",
    };

    public static Refusal PeriodNotIn(string period, PeriodState state) => new(
        "ledger.period-state", "Not done.", $"The period {period} is {state.ToString().ToLowerInvariant()}.",
        "Look at its current state and decide again.");
}
