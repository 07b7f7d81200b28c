using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What this room refuses, with its words.</summary>
public static class BankingRefusals
{
    public static Refusal NotAnAmount(string? text) => new(
        "banking.not-an-amount", "Not read.", $"'{Short(text)}' is not an amount as this format writes it.",
        "Ask the bank for a correct file, or mend the preset.");

    public static Refusal TooManyDecimals(string text, Currency currency) => new(
        "banking.too-many-decimals", "Not read.",
        $"'{Short(text)}' has more decimals than {currency} has ({currency.Decimals}).",
        "Ask the bank for a correct file.");

    public static Refusal AmountTooLarge(string text) => new(
        "banking.amount-too-large", "Not read.", $"'{Short(text)}' is larger than any amount that this system takes.",
        "Ask the bank for a correct file.");

    public static Refusal NotADate(string? text) => new(
        "banking.not-a-date", "Not read.", $"'{Short(text)}' is not a date as this format writes it.",
        "Ask the bank for a correct file, or mend the preset.");

    public static Refusal NotADirection(string column, string? word, string debit, string credit) => new(
        "banking.not-a-direction", "Not read.",
        $"Column '{column}' says '{Short(word)}', which is neither '{debit}' (money out) nor '{credit}' (money in).",
        "Ask the bank for a correct file, or save a preset with the words that it uses.");

    public static Refusal Broken(int faults) => new(
        "banking.broken", "The file is refused; nothing was changed.", $"{faults} of its lines cannot be read with certainty.",
        "Read the list, ask the bank for a correct file, and import it then.");

    public static Refusal Empty => new(
        "banking.empty", "The file is refused; nothing was changed.", "It is empty.", "Choose the bank's file.");

    public static Refusal TooLarge(long most) => new(
        "banking.too-large", "The file is refused; nothing was changed.", $"It is larger than {most / 1024 / 1024} MB.",
        "Ask the bank for one file a day.");

    public static Refusal NoSuchAccount(string? account) => new(
        "banking.no-such-account", "Refused.", $"'{Short(account)}' is not the number of a bank account of yours.",
        "Give its IBAN, its number or its id, or register it first.") { Field = "account" };

    public static Refusal NoSuchPreset(string? preset) => new(
        "banking.no-such-preset", "Refused.", $"There is no preset '{Short(preset)}'.",
        "Make one under Bank files, or give the name of an existing one.") { Field = "preset" };

    public static Refusal NothingWaits => new(
        "banking.nothing-waits", "Nothing to do.", "The statement does not wait for its account any more.",
        "Look at the file again.");

    public static Refusal AccountCurrency(Currency account, Currency lines) => new(
        "banking.account-currency", "Refused.", $"The account is kept in {account}, the statement in {lines}.",
        "Choose the account of that currency, or register it.") { Field = "account" };

    public static Refusal PresetTaken(string name) => new(
        "banking.preset-taken", "Refused.", $"There is a preset named '{Short(name)}' already.", "Choose another name.")
        { Field = "name" };

    public static Refusal PresetIncomplete(string what) => new(
        "banking.preset-incomplete", "Refused.", $"The preset does not say {what}.", "Fill it in.");

    public static Refusal ImportsWait => new(
        "banking.imports-wait", "Not imported yet; nothing was changed.",
        "Other bank files are being imported, and none of them was done in time.", "Import the file again in a few minutes.");

    public static Refusal TooSlow(double minutes) => new(
        "banking.too-slow", "The file is refused; nothing was changed.",
        $"Reading it takes longer than {minutes:0.#} minutes.", "Ask the bank for one file a day.");

    public static Refusal LineBooked => new(
        "banking.line-booked", "Refused: this line is in the books.", "It was booked before.", "Look at the line again.");

    public static Refusal NotThisWay(Money amount) => new(
        "banking.not-this-way", "Refused.",
        $"A line of {amount} does not book so: money must {(amount.Minor < 0 ? "come in" : "go out")}.",
        "Choose another purpose.") { Field = "Purpose" };

    public static Refusal NotOwed(Money owed, string account) => new(
        "banking.not-owed", "Refused: that much is not owed.", $"{account} stands at {owed}.",
        "Book the bill or the return first, by a manual journal.") { Field = "Purpose" };

    public static Refusal NothingToComeBack(Money line) => new(
        "banking.nothing-to-come-back", "Refused: no such payment has left.",
        $"No line of {line} went out for that purpose that has not come back before.",
        "Choose another purpose, or book the line of the payment that left first.") { Field = "Purpose" };

    public static Refusal NotFromABuyer(string kind) => new(
        "banking.not-from-a-buyer", "Refused: this line is not booked as a buyer's payment.",
        $"It is known as: {kind}.", "Choose another purpose, or wait for what it needs.") { Field = "Purpose" };

    public static Refusal NoRefundNamed => new(
        "banking.no-refund-named", "Refused: it is not said which refund it is.", "A line pays or brings back one refund.",
        "Choose the refund; one that is not there yet is recorded on its invoice first.") { Field = "Refund" };

    public static Refusal SubjectNotAsked(string purpose) => new(
        "banking.subject-not-asked", "Refused: the purpose has nothing to do with what is named.",
        $"A refund or a receipt is named, for which this purpose does not ask: {purpose}.",
        "Name nothing, or choose the purpose of a line that pays or brings it back.") { Field = "Purpose" };

    public static Refusal RefundNotLeft => new(
        "banking.refund-not-left", "Refused: this line may bring back a refund of ours.",
        "It names a refund under way of its amount, and the line by which that refund left is not booked.",
        "Book the line by which it left first, or cancel the refund if it was never sent; then say what this line is.")
        { Field = "Purpose" };

    public static Refusal NotThatRefund(Money line) => new(
        "banking.not-that-refund", "Refused: that refund does not fit this line.",
        $"The line pays {line}; the refund is of another amount, currency or company, not by bank, or not pending.",
        "Choose a pending refund of this amount on a payment by bank.") { Field = "Refund" };

    public static Refusal RefundWaits => new(
        "banking.refund-waits", "Refused: that refund waits for a second person.",
        "It is decided before the line of its transfer is booked.", "Ask for its decision on its invoice.") { Field = "Refund" };

    public static Refusal NotARefundThatLeft(Money line) => new(
        "banking.not-a-refund-that-left", "Refused: that refund does not fit this line.",
        $"The line brings {line}; the refund is of another amount, currency or company, not by bank, or not paid any more.",
        "Choose a refund of this amount that was paid by bank and has not come back.") { Field = "Refund" };

    public static Refusal NoReceiptNamed => new(
        "banking.no-receipt-named", "Refused: it is not said whose cash it sends back.", "A line sends back cash of one receipt.",
        "Choose the receipt.") { Field = "Receipt" };

    public static Refusal NotThatReceipt => new(
        "banking.not-that-receipt", "Refused: that receipt does not fit this line.",
        "It is of another currency or company, or a provider holds its money.",
        "Choose a receipt by bank or of the former system in the currency of this line.") { Field = "Receipt" };

    public static Refusal BookingWaits => new(
        "banking.booking-waits", "Refused: a booking of this line waits for a second person.", "It is decided first.",
        "Ask a controller.");

    public static Refusal BookingDecided => new(
        "banking.booking-decided", "Not done.", "The booking was decided before.", "Load the page again.");

    public static Refusal OwnBooking => new(
        "banking.own-booking", "Refused: you asked for it yourself.", "Above the limit a second person decides.",
        "Ask another controller.");

    private static string Short(string? text) => text is { Length: > 60 } ? $"{text[..60]}…" : text ?? "";
}
