using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>What this room refuses, with its words.</summary>
public static class ReconciliationRefusals
{
    public static Refusal BasesDiffer(ReconciliationBasis ours, ReconciliationBasis theirs) => new(
        "reconciliation.bases-differ", "Not compared.", $"The two sides stand on different bases: {ours}; {theirs}.",
        "Take both sides for the same accounts, currency, days and date.");

    public static Refusal NoSuchScope => new(
        "reconciliation.no-such-scope", "Not compared.",
        "No such account, provider or currency of this company is reconciled here.",
        "Choose one of the list.");

    public static Refusal NoSource(string what) => new(
        "reconciliation.no-source", "Not compared.", $"Nothing of the other side is here for these days: {what}.",
        "Bring the report or statement in, then run it.");

    public static Refusal BadDays(LocalDate from, LocalDate asOf) => new(
        "reconciliation.bad-days", "Not compared.",
        $"From {DayWords.Of(from, asOf)} is no period of at most a year that has begun.",
        "Choose a first and a last day, the last one no later than today.");

    public static Refusal SamePerson => new(
        "reconciliation.same-person", "Refused: you made this run.", "The review must be another person's.",
        "Ask another controller to review it.");

    public static Refusal OwnExplanation => new(
        "reconciliation.own-explanation", "Refused: you explained a break of this run.", "The review must be another person's.",
        "Ask another controller to review it.");

    public static Refusal ReviewedAlready => new(
        "reconciliation.reviewed-already", "Nothing to do.", "This run is reviewed already.", "Look at its page.");

    public static Refusal NotCurrent => new(
        "reconciliation.not-current", "Refused.", "A later run of the same basis has taken its place.", "Review the later run.");

    public static Refusal ResidualOpen(Money residual) => new(
        "reconciliation.residual-open", "Refused: a residual is not explained.",
        $"{residual} of the difference stands in no listed item, and a break behind it has no explanation.",
        "Explain or correct those breaks first.");

    public static Refusal BreakClosed => new(
        "reconciliation.break-closed", "Nothing to do.", "A later run no longer sees this break.", "Look at that run.");

    public static Refusal ExplanationTooShort => new(
        "reconciliation.explanation-too-short", "Refused.", "An explanation of a few letters explains nothing to a later reader.",
        "Say what happened, and what will make the break go away.") { Field = "explanation" };

    public static Refusal PolicyNumbers => new(
        "reconciliation.policy-numbers", "Refused.", "A tolerance or a time is negative, or a time is longer than 90 days.",
        "Give amounts of zero or more, and 1 to 2160 hours.");

    public static Refusal NoReportFormat => new(
        "reconciliation.no-report-format", "The file is refused; nothing was changed.",
        "There is no reader for this kind of report.",
        "Choose one of the list.");

    public static Refusal ReportEmpty => new(
        "reconciliation.report-empty", "The file is refused; nothing was changed.", "It has no rows.",
        "Choose the report's file.");

    public static Refusal ReportTooLarge(long most) => new(
        "reconciliation.report-too-large", "The file is refused; nothing was changed.",
        $"It is larger than {most / 1024 / 1024} MB.",
        "Ask for a report of fewer days.");

    public static Refusal ReportTakenBefore(string name) => new(
        "reconciliation.report-taken-before", "Nothing was changed.", $"The same file was taken before, as {name}.",
        "Look at that one.");

    public static Refusal ReportOfAnother(string company, string reference) => new(
        "reconciliation.report-of-another", "The file is refused; nothing was changed.",
        $"None of its references stands in the books of the chosen company, and {reference} stands in those of {company}.",
        "Choose the company whose report it is.") { Field = "company" };

    public static Refusal ReportBroken(int faults) => new(
        "reconciliation.report-broken", "The file is refused; nothing was changed.",
        $"{faults} {(faults == 1 ? "place" : "places")} of it cannot be taken.",
        "Read the list, mend the file, and bring it again.");

    public static Refusal ColumnMissing(string columns) => new(
        "reconciliation.column-missing", "The file is refused; nothing was changed.", $"It lacks the columns {columns}.",
        "Export the report again with those columns.");

    public static Refusal NothingByHand(LocalDate from, LocalDate to) => new(
        "reconciliation.nothing-by-hand", "No sheet was made.",
        $"A provider told of every payout booked from {DayWords.Of(from, to)}.", "Choose other days.");

    public static Refusal AllByHandKnown => new(
        "reconciliation.all-by-hand-known", "No sheet was made.",
        "Earlier sheets hold every payout of these days that was paid outside a provider.", "Sign those, or choose other days.");

    public static Refusal NotWaiting => new(
        "reconciliation.not-waiting", "Nothing to do.", "This sheet does not wait for a second person.",
        "Read on its page what was decided; make another sheet where something is missing.");

    public static Refusal NotYourSheet => new(
        "reconciliation.not-your-sheet", "Refused: you did not make this sheet.",
        "Only its maker takes a sheet back that nobody has signed.", "Ask its maker, or leave it unsigned.");

    public static Refusal SignedBySame => new(
        "reconciliation.signed-by-same", "Refused: you brought this sheet.", "The second signature must be another person's.",
        "Ask another person to compare it with the bank and sign.");
}
