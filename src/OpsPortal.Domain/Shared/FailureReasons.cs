namespace OpsPortal.Domain.Shared;

/// <summary>What the codes mean under which providers and banks say that a payment or a payout failed: the names that card and
/// payout services share, and the return codes of ACH (Nacha) and SEPA (ISO 20022). The code itself stays the evidence.</summary>
public static class FailureReasons
{
    /// <summary>Neither provider nor bank gave a reason.</summary>
    public const string NotGiven = "unknown";

    /// <summary>The provider refused it without a code of its own.</summary>
    public const string Refused = "refused";

    /// <summary>Two people settled that a payout never left: no failure of the payee's, which pauses nobody.</summary>
    public const string NeverSent = "never-sent";

    /// <summary>A payout was stopped before it left.</summary>
    public const string PaymentTakenBack = "payment-taken-back";

    /// <summary>A payout was stopped before it left, though the payment behind it stands.</summary>
    public const string Stopped = "stopped";

    /// <summary>A payout was stopped before it left: another of its payee was paid after it counted as failed, and what the
    /// payee is owed has to be looked into first.</summary>
    public const string UnderReview = "under-review";

    /// <summary>A payout was stopped before it left: its payee was paused or deactivated.</summary>
    public const string PayeeStopped = "payee-stopped";

    /// <summary>A payout was stopped before it left: a gate that it needs is clear no more.</summary>
    public const string GateNotClear = "gate-not-clear";

    /// <summary>A payout was stopped before it left: the bank details that it would have gone to were replaced.</summary>
    public const string DetailsReplaced = "details-replaced";

    /// <summary>A payout came back, and only the bank told of it.</summary>
    public const string ReturnedByBank = "returned-by-bank";

    private const string NoReason = "no reason given";

    private static readonly Dictionary<string, string> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["account_closed"] = "the account is closed",
        ["account_frozen"] = "the account is frozen",
        ["authentication_required"] = "the payer's bank wants the payer's proof of identity",
        ["bank_account_restricted"] = "the account may not receive such money",
        ["bank_ownership_changed"] = "the account belongs to another bank now",
        ["card_declined"] = "the card was declined",
        ["card_velocity_exceeded"] = "the card's limit is reached",
        ["could_not_process"] = "the bank could not process it",
        ["currency_not_supported"] = "the account does not take this currency",
        ["debit_not_authorized"] = "the payer did not agree to the debit",
        ["declined"] = "the bank declined it",
        ["do_not_honor"] = "the payer's bank declined it without a reason",
        ["expired_card"] = "the card has expired",
        ["fraudulent"] = "it looks like fraud",
        ["generic_decline"] = "the payer's bank declined it without a reason",
        ["incorrect_account_holder_name"] = "the holder's name does not fit the account",
        ["incorrect_cvc"] = "the card's security code is wrong",
        ["incorrect_number"] = "the card's number is wrong",
        ["insufficient_funds"] = "there was not enough money",
        ["invalid_account_number"] = "there is no such account",
        ["invalid_currency"] = "the account does not take this currency",
        ["lost_card"] = "the card was reported lost",
        ["no_account"] = "there is no such account",
        ["processing_error"] = "the provider could not process it",
        ["stolen_card"] = "the card was reported stolen",
        ["unsupported_card"] = "the card does not allow it",
        ["R01"] = "there was not enough money",
        ["R02"] = "the account is closed",
        ["R03"] = "there is no such account",
        ["R04"] = "the account's number is wrong",
        ["R16"] = "the account is frozen",
        ["R20"] = "the account does not take such payments",
        ["AC01"] = "the account's number is wrong",
        ["AC04"] = "the account is closed",
        ["AC06"] = "the account is blocked",
        ["AG01"] = "the account does not take such payments",
        ["AM04"] = "there was not enough money",
        ["MD07"] = "the holder of the account has died",
        [NeverSent] = "it was never sent",
        [PaymentTakenBack] = "the payment behind it was taken back",
        [Stopped] = "it was stopped before it was sent",
        [UnderReview] = "another payout to the payee was paid after it had failed",
        [PayeeStopped] = "the payee was paused or deactivated before it was sent",
        [GateNotClear] = "a compliance gate was not clear any more before it was sent",
        [DetailsReplaced] = "the bank details were replaced before it was sent",
        [ReturnedByBank] = "the bank returned it",
        [Refused] = "the provider refused it",
        [NotGiven] = NoReason,
    };

    // The account does not exist or is no more: sent there again, money comes back again.
    private static readonly HashSet<string> OfTheAccount = new(StringComparer.OrdinalIgnoreCase)
    {
        "account_closed", "invalid_account_number", "no_account", "R02", "R03", "R04", "AC01", "AC04",
    };

    /// <summary>Whether a code says that there is no such account, or none any more.</summary>
    public static bool IsOfTheAccount(string? code) => code is not null && OfTheAccount.Contains(code.Trim());

    /// <summary>The code in words, as the end of a sentence; a code that is not known as it came, none as such.</summary>
    public static string Of(string? code) =>
        string.IsNullOrWhiteSpace(code) ? NoReason : Table.GetValueOrDefault(code.Trim(), code);
}
