namespace OpsPortal.Domain.Cash.Matching;

/// <summary>One kind of evidence for or against a candidate.</summary>
public enum MatchFeature
{
    NumberNamed,
    NumberInPart,
    NumberRepaired,
    ContractNamed,
    VirtualAccountGiven,
    PayerAccountKnown,
    PayerNameAlike,
    AmountEqual,
    AmountWithFee,
    AmountWithinTolerance,
    SumEqual,
    PartPayment,
    DateNear,
    OtherCurrency,
    OtherEntity,
    PayerIsAnotherBuyer,
    AlreadyPaid,
    MoreThanOpen,
    AlsoClaimed,
    NumberNotUnique,
    PaidBeforeIssue,
}

/// <summary>The evidence in words, with the weight that each kind has before anything is learned.</summary>
public static class MatchFeatures
{
    private static readonly Dictionary<MatchFeature, (double Weight, bool IsFor, string Says)> Table = new()
    {
        [MatchFeature.NumberNamed] = (0.85, true, "The payment names the invoice's number."),
        [MatchFeature.NumberInPart] = (0.45, true, "The number stands in the text, but perhaps as a part of something else."),
        [MatchFeature.NumberRepaired] = (0.55, true, "The payment names a number that is almost this one."),
        [MatchFeature.ContractNamed] = (0.45, true, "The payment names the contract or order of the invoice."),
        [MatchFeature.VirtualAccountGiven] = (0.55, true, "It came to the virtual account that was given to this buyer."),
        [MatchFeature.PayerAccountKnown] = (0.45, true, "The buyer is known to pay from this account."),
        [MatchFeature.PayerNameAlike] = (0.40, true, "The payer's name is the buyer's, or close to it."),
        [MatchFeature.AmountEqual] = (0.60, true, "The amount is exactly what is open."),
        [MatchFeature.AmountWithFee] = (0.55, true, "The amount and the known fee are exactly what is open."),
        [MatchFeature.AmountWithinTolerance] = (0.50, true, "The amount falls short by less than the tolerance."),
        [MatchFeature.SumEqual] = (0.50, true, "Together these invoices come to exactly this amount."),
        [MatchFeature.PartPayment] = (0.05, true, "It could be a part payment."),
        [MatchFeature.DateNear] = (0.15, true, "It came near the due date."),
        [MatchFeature.OtherCurrency] = (0.50, false, "The currencies differ."),
        [MatchFeature.OtherEntity] = (0.40, false, "The invoice belongs to another of our companies."),
        [MatchFeature.PayerIsAnotherBuyer] = (0.40, false, "The payer is known as another buyer."),
        [MatchFeature.AlreadyPaid] = (0.40, false, "Nothing is open on it: this may be a second payment."),
        [MatchFeature.MoreThanOpen] = (0.20, false, "More was paid than is open."),
        [MatchFeature.AlsoClaimed] = (0.15, false, "Another payment names or fits the same invoice."),
        [MatchFeature.NumberNotUnique] = (0.20, false, "More than one invoice could be meant by this number."),
        [MatchFeature.PaidBeforeIssue] = (0.15, false, "It was paid before the invoice was issued."),
    };

    public static IReadOnlyCollection<MatchFeature> All => Table.Keys;

    public static double Delivered(MatchFeature feature) => Table[feature].Weight;

    public static bool IsFor(MatchFeature feature) => Table[feature].IsFor;

    public static string Says(MatchFeature feature) => Table[feature].Says;
}
