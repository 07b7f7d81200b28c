namespace OpsPortal.Domain.Cash;

/// <summary>What providers' codes for a payer's objection mean. The code itself stays the evidence.</summary>
public static class DisputeReasons
{
    private static readonly Dictionary<string, string> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bank_cannot_process"] = "The payer's bank cannot process it",
        ["check_returned"] = "The cheque was returned",
        ["credit_not_processed"] = "A promised credit was not given",
        ["customer_initiated"] = "Asked back by the payer",
        ["debit_not_authorized"] = "The payer did not agree to the debit",
        ["duplicate"] = "Charged twice",
        ["fraudulent"] = "The payer says that it is fraud",
        ["general"] = "No reason given",
        ["incorrect_account_details"] = "Wrong account details",
        ["insufficient_funds"] = "Not enough money on the payer's account",
        ["noncompliant"] = "Against the card network's rules",
        ["product_not_received"] = "Not delivered",
        ["product_unacceptable"] = "Not as agreed",
        ["subscription_canceled"] = "The subscription had been ended",
        ["unrecognized"] = "The payer does not recognise it",
        ["card_never_received"] = "The card never reached its holder",
        ["fraudulent_card_application"] = "The card was applied for by fraud",
        ["made_with_counterfeit_card"] = "Paid with a forged card",
        ["made_with_lost_card"] = "Paid with a lost card",
        ["made_with_stolen_card"] = "Paid with a stolen card",
        ["unauthorized_use_of_card"] = "The card was used without its holder's leave",
    };

    /// <summary>The code in words; a code that is not known as it came.</summary>
    public static string Of(string? code) => code is null ? "" : Table.GetValueOrDefault(code.Trim(), code);
}
