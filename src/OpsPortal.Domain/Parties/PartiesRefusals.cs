using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Parties;

/// <summary>Every "no" of the parties room.</summary>
public static class PartiesRefusals
{
    public static Refusal CodeTaken(string what, string code) => new(
        "parties.code-taken", "Refused.", $"There is already a {what} with the code {code}.",
        "Choose another code.") { Field = "code" };

    public static Refusal NotACountry(string? value) => new(
        "parties.not-a-country", "Refused.", $"'{value}' is not a country code.", "Give two capital letters such as DE.");

    public static Refusal NotACode(string value) => new(
        "parties.not-a-code", "Refused.", $"'{value}' is not a code.", "Use capital letters, digits and dashes.");

    public static Refusal NotAnEmail(string value) => new(
        "parties.not-an-email", "Refused.", $"'{value}' is not an e-mail address.", "Write it like name@example.com.");

    public static Refusal NotARate(int basisPoints) => new(
        "parties.not-a-rate", "Refused.", $"{basisPoints} basis points are outside 0 to 100 %.",
        "Give a rate between 0 and 100 %.");

    public static Refusal UnknownZone(string? zone) => new(
        "parties.unknown-zone", "Refused.", $"'{zone}' is not a time zone.",
        "Give an IANA name such as Europe/Berlin.") { Field = "zone" };

    public static Refusal NotAnAccount(string field) => new(
        "parties.not-an-account", "Refused.", "This is not a bank account number.",
        "Check it against the document of the bank.") { Field = field };

    public static Refusal BadCheckDigits => new(
        "parties.bad-check-digits", "Refused.", "The check digits of this IBAN do not fit the rest of it.",
        "Check for a mistyped or swapped digit.")
        { Field = "account" };

    public static Refusal NotABic => new(
        "parties.not-a-bic", "Refused.", "This is not a BIC.",
        "Give 8 or 11 letters and digits, or leave it empty for a domestic account.") { Field = "bic" };

    public static Refusal NumberGiven(string number, string holder) => new(
        "parties.number-given", "Refused.", $"The account {number} was given to {holder}, and only one buyer may pay to it.",
        "Take it away there first, or give the number that the bank made for this buyer.") { Field = "number" };

    public static Refusal NumberOfAll(string number) => new(
        "parties.number-of-all", "Refused.", $"{number} is a bank account of ours to which everybody pays: it tells no buyer.",
        "Give the number that the bank made for this buyer alone.") { Field = "number" };

    public static Refusal RatesOverlap(LocalDate from) => new(
        "parties.rates-overlap", "Refused.", $"A rate of this country and name already starts on {DayWords.Of(from)} or later.",
        "Start the new rate after the last one.") { Field = "from" };

    public static Refusal Inactive(string what, string name) => new(
        "parties.inactive", "Refused.", $"The {what} {name} is deactivated.", $"Activate it again or choose another {what}.");

    public static Refusal MergeWithItself => new(
        "parties.merge-with-itself", "Refused.", "A buyer cannot be merged into itself.", "Choose the buyer that stays.");

    public static Refusal MergeAcross => new(
        "parties.merge-across", "Refused.", "The two buyers belong to different legal entities.",
        "Merge only buyers of one legal entity.");

    public static Refusal AlreadyMerged(string name) => new(
        "parties.already-merged", "Refused.", $"The buyer {name} was merged into another.", "Use the buyer that stayed.");

    public static Refusal AlreadyPaused(string reason) => new(
        "parties.already-paused", "Refused.", $"This payee is paused already: {reason}",
        "Resume it first if the reason has changed.");

    public static Refusal NotPaused => new(
        "parties.not-paused", "Refused.", "This payee is not paused.", "There is nothing to resume.");

    public static Refusal NoAccount => new(
        "parties.no-account", "Not payable: there is no bank account.", "No account of this payee is on file.",
        "Add the payee's bank account.");

    public static Refusal AccountReplaced(int version) => new(
        "parties.account-replaced", "Not payable: the bank account was replaced.",
        $"Version {version} is no longer the current one.",
        "Use the current version.");

    public static Refusal CoolingOff(int version, Instant until) => new(
        "parties.cooling-off", "Not payable yet: the bank details are new.",
        $"Version {version} is in its cooling-off period until {DayWords.Of(until)}.",
        "Wait until then; nobody can shorten it.");

    public static Refusal NoCallBack(int version) => new(
        "parties.no-call-back", "Not payable yet: nobody has called the payee back.",
        $"Version {version} of the bank details was not confirmed by phone.",
        "A second person calls the payee on a known number and records it.");

    public static Refusal CallBackBySamePerson => new(
        "parties.call-back-same-person", "Refused: you entered these bank details.",
        "The call-back must be made by a second person.",
        "Ask a colleague to call the payee.");

    public static Refusal AlreadyCalledBack => new(
        "parties.already-called-back", "Refused.", "A call-back is recorded for this version already.",
        "There is nothing more to record.");

    public static Refusal HiddenSigns => new(
        "parties.hidden-signs", "Refused: the name holds signs that nobody sees.",
        "Hidden or direction-changing characters make one name look like another.", "Type the name anew instead of pasting it.");

    public static Refusal MixedAlphabets(string word) => new(
        "parties.mixed-alphabets", "Refused: the name mixes alphabets.",
        $"The word \"{word}\" has letters of two alphabets that look the same.", "Type the name anew in one alphabet.");

    public static Refusal AccountTurnedAway(string masked, string why) => new(
        "parties.account-turned-away", "Refused: the bank turned this account away.",
        $"The last payout to {masked} did not arrive: {why}. Money sent there again would come back again.",
        "Enter other bank details, or the same once more if the bank was wrong; a second person confirms them by a call.");

    public static Refusal LookAlikeBySamePerson => new(
        "parties.look-alike-same-person", "Refused: you entered what made this payee look like another.",
        "A second person must compare the two.", "Ask a colleague to compare them and to resume the payee.");

    public static Refusal TooManyReveals(int most) => new(
        "parties.too-many-reveals", "Not shown.",
        $"You have seen {most} account and tax numbers within the hour, the most that is allowed.",
        "Wait until the hour is over, or ask a colleague.");

    // What is typed for a tax number is never repeated: refusals stand in the audit log.
    public static Refusal NotATaxCountry => new(
        "parties.not-a-tax-country", "Refused.", "This is not a country code.",
        "Give two letters such as DE; for Greece GR.") { Field = "country" };

    public static Refusal NoSuchTaxNumber(string kind, string country) => new(
        "parties.no-such-tax-number", "Refused.", $"A number of the kind {kind} is not known for the country {country}.",
        "EIN, SSN and ITIN are of the country US, and it has no others; elsewhere choose a local tax number.")
        { Field = "kind" };

    public static Refusal NotATaxNumber(string kind, string country, string form) => new(
        "parties.not-a-tax-number", "Refused.",
        $"What was typed has not the form of a number of the kind {kind} in {country}: {form} (9 a digit, A a letter, X either).",
        "Check it against the form or registry.") { Field = "number" };

    public static Refusal TaxNumberDoesNotFit(string kind, string flaw) => new(
        "parties.tax-number-does-not-fit", "Refused.", $"This is no {kind}. {flaw}",
        "Check for a mistyped or swapped sign.") { Field = "number" };

    public static Refusal TaxNumberInWords => new(
        "parties.tax-number-in-words", "Refused.", "The words give the tax number away, and others will read them.",
        "Say it without the number.");

    public static Refusal CheckWithoutResult => new(
        "parties.check-without-result", "Refused.", "It says when the number was checked and not what came of it.",
        "Choose the result, or leave the moment of the check empty.") { Field = "result" };

    public static Refusal CheckedLater => new(
        "parties.checked-later", "Refused.", "The number cannot have been checked after now.",
        "Give the day of the check, in UTC.") { Field = "checked at" };

    public static Refusal NotConfirmed => new(
        "parties.tax-number-not-confirmed", "Refused.", "No registry confirmed this number.",
        "Say why it is taken all the same, or check it first.") { Field = "fallback" };
}
