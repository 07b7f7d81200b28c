namespace OpsPortal.Domain.Cash.Matching;

/// <summary>One field that must be known before a payment is posted without a person.</summary>
/// <param name="Field">As people call it.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Validation">When it counts as given.</param>
/// <param name="Fallback">What may stand in its place.</param>
public sealed record ContractField(
    string Field, string Owner, string Validation, string Fallback, Func<IncomingPayment, bool> IsGiven);

/// <summary>The data contract of automatic posting. A missing field blocks it and is named.</summary>
public static class DataContract
{
    public static readonly IReadOnlyList<ContractField> Fields =
    [
        new("Payment id", "Provider or bank", "Not empty, one to one with our own id", "None",
            payment => !string.IsNullOrWhiteSpace(payment.Id)),
        new("Amount", "Provider or bank", "Not below zero, in a currency that is kept", "None",
            payment => payment.GrossMinor >= 0),
        new("Reference, remittance or payer", "Payer",
            "A structured reference, a remittance text or an end-to-end id",
            "A payer account, payer name or virtual account that belongs to exactly one buyer",
            payment => Any(payment.StructuredReference, payment.RemittanceText, payment.EndToEndId) || HasPayer(payment)),
        new("Payer identity", "Payer's bank", "A payer account, a payer name or a virtual account",
            "An invoice number named in full, with the exact amount open on it",
            payment => HasPayer(payment) || Any(payment.StructuredReference, payment.RemittanceText, payment.EndToEndId)),
    ];

    /// <summary>The fields that are missing, in the table's order.</summary>
    public static IReadOnlyList<string> Missing(IncomingPayment payment) =>
        payment.Id.Length > 0 && payment.GrossMinor >= 0
            && Any(payment.RemittanceText, payment.StructuredReference, payment.EndToEndId) ? []
            : [.. Fields.Where(field => !field.IsGiven(payment)).Select(field => field.Field)];

    private static bool HasPayer(IncomingPayment payment) =>
        Any(payment.PayerAccount, payment.PayerName, payment.VirtualAccount);

    private static bool Any(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
            if (!string.IsNullOrWhiteSpace(text))
                return true;
        return false;
    }
}
