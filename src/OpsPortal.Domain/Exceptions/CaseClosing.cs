using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>How a case is closed.</summary>
/// <param name="RootCause">Why the trouble came.</param>
/// <param name="Resolution">What was done.</param>
/// <param name="Entry">The journal entry by which the money moved.</param>
/// <param name="NoMoneyReason">Why no money moved, said in so many words.</param>
public sealed record CaseClosing(string RootCause, string Resolution, EntryId? Entry = null, string? NoMoneyReason = null)
{
    internal Refusal? Check(ExceptionType type)
    {
        if (string.IsNullOrWhiteSpace(Resolution))
            return SharedRefusals.Required("Resolution");
        if (string.IsNullOrWhiteSpace(RootCause))
            return SharedRefusals.Required("Root cause");
        if (NoMoneyReason?.Length > 500)
            return SharedRefusals.TooLong("Why no money moved", 500);
        var noMoney = !string.IsNullOrWhiteSpace(NoMoneyReason);
        return ExceptionTypes.Of(type).Posting switch
        {
            ResolvingPosting.EntryDemanded when Entry is null => ExceptionsRefusals.EntryDemanded(type),
            ResolvingPosting.EntryOrReason when Entry is null && !noMoney => ExceptionsRefusals.MoneyAnswerMissing,
            _ when Entry is not null && noMoney => ExceptionsRefusals.MoneyAnswersContradict,
            _ => null,
        };
    }
}
