using System.Globalization;

namespace OpsPortal.Domain.Shared;

/// <summary>The refusals that every room shares.</summary>
public static class SharedRefusals
{
    public static Refusal UnknownCurrency(string? code) => new(
        "shared.unknown-currency", "Refused.", $"'{code}' is not a currency that this system keeps.",
        "Give a three-letter ISO code such as EUR.");

    public static Refusal NotAnAmount(string? text) => new(
        "shared.not-an-amount", "Refused.", $"'{text}' is not an amount.",
        "Write digits with a point before the decimals, such as 1234.50.");

    public static Refusal TooManyDecimals(string text, Currency currency) => new(
        "shared.too-many-decimals", "Refused.", $"'{text}' has more decimals than {currency} has ({currency.Decimals}).",
        $"Write the amount with at most {currency.Decimals} decimals.");

    public static Refusal AmountTooLarge(string text) => new(
        "shared.amount-too-large", "Refused.", $"'{text}' is larger than any amount that this system takes.",
        "Check the number of digits.");

    public static Refusal NotFound(string what) => new(
        "shared.not-found", "Not found.", $"There is no such {what} here, or you may not see it.",
        "Check the address or search for it.");

    public static Refusal NotAllowed(string permission) => new(
        "shared.not-allowed", "Refused: you may not do this.",
        $"It needs the permission \"{permission}\", which none of your roles has.",
        "Ask a person who holds it, or an administrator if you should hold it.");

    public static Refusal SignedOut => new(
        "shared.signed-out", "Refused: you are no longer signed in.", "Your session was ended, locked, or your roles changed.",
        "Sign in again.");

    public static Refusal ChangedMeanwhile => new(
        "shared.changed-meanwhile", "Not done: somebody else changed this a moment ago.",
        "What you saw is no longer what is stored.",
        "Look at the current state and decide again.");

    public static Refusal BrokeOff => new(
        "shared.broke-off", "Not done: something broke on our side.", "The fault is in the log, and nothing of it is kept.",
        "Try again.");

    public static Refusal StepUpNeeded => new(
        "shared.step-up-needed", "Refused: confirm that it is you.",
        "This moves money, and your confirmation is missing, older than five minutes, or was for something else.",
        "Confirm with your password and try again.");

    public static Refusal Required(string field) => new(
        "shared.required", "Refused.", $"{Begin(field)} is missing.", "Fill it in.") { Field = field };

    public static Refusal ReasonMissing => new(
        "shared.required", "Refused.", "A reason is missing.", "Say in a sentence why.") { Field = "reason" };

    public static Refusal TooLong(string field, int limit) => new(
        "shared.too-long", "Refused.", $"{Begin(field)} is longer than {limit} characters.", "Shorten it.") { Field = field };

    public static Refusal TooManyForAFile(int most) => new(
        "shared.too-many-for-a-file", "No file was made.",
        string.Create(CultureInfo.InvariantCulture, $"The list has more than {most:N0} rows, and a part of it would look whole."),
        "Filter the list further and take one file for each part.");

    public static Refusal TooManyReads => new(
        "shared.too-many-reads", "Not now: too much was asked for.",
        "Your pages have asked for more within a minute than one person can look at.",
        "Wait a minute and try again. Close pages that you do not need.");

    public static Refusal FileHasVirus => new(
        "shared.file-has-virus", "Refused: the file was not taken.", "The virus scanner knows a virus that is in it.",
        "Do not open it. Ask whoever gave it to you for a clean one, and tell your IT.");

    public static Refusal FileNotScanned => new(
        "shared.file-not-scanned", "Not now: the file was not taken.",
        "The virus scanner did not judge it: it does not answer, or the file is larger than it takes.",
        "Try again in some minutes. If it is refused again, tell the operator.");

    public static Refusal NotText => new(
        "shared.not-text", "Refused.", "A text holds a sign that is none: a zero byte, or half of a character.",
        "Type it anew instead of pasting it.");

    public static Refusal BeyondReckoning => new(
        "shared.beyond-reckoning", "Refused.", "A number or date is beyond what this system calculates with.",
        "Check the number of digits and the year.");

    private static string Begin(string field) => char.ToUpperInvariant(field[0]) + field[1..];
}
