using static OpsPortal.Domain.Exceptions.ExceptionType;

namespace OpsPortal.Domain.Exceptions;

/// <summary>The types that this version opens no case of, each with where such trouble stands instead. Of every other type
/// something opens cases by itself; nobody opens one by hand.</summary>
public static class CaseOpenings
{
    public static IReadOnlyDictionary<ExceptionType, string> ByNothing { get; } = new Dictionary<ExceptionType, string>
    {
        [RemittanceMismatch] = "money whose remittance fits no open invoice is an unmatched deposit",
        [WrongRecipient] = "no event, file or line says that money reached the wrong hands; what comes back is a returned payout",
        [ComplianceUnknown] = "a gate that is undecided blocks by itself and stands on compliance's desk",
        [SuccessWithoutInvoice] = "a payment that names no invoice of ours is a missing reference or an unmatched deposit",
    };
}
