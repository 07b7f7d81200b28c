using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>Small differences between what was paid and what was owed.</summary>
public sealed partial class Invoice
{
    /// <summary>Gives up the rest of a partly paid invoice, where it is no more than the tolerance.</summary>
    public Outcome<long> Tolerate(long mostMinor)
    {
        if (State != InvoiceState.PartiallyPaid || OpenMinor <= 0)
            return MatchingRefusals.NoDifference;
        if (OpenMinor > mostMinor)
            return MatchingRefusals.DifferenceTooLarge(Open, new Money(mostMinor, Currency));
        var rest = OpenMinor;
        if (Move(InvoiceAction.ApplyRest) is { } refusal)
            return refusal;
        ToleratedMinor += rest;
        OpenMinor = 0;
        return rest;
    }

    /// <summary>Takes back what was given up, before cash is un-applied; gives back how much it was.</summary>
    public Outcome<long> TakeToleranceBack()
    {
        var given = ToleratedMinor;
        if (given == 0)
            return 0;
        if (Move(InvoiceAction.UnapplyPart) is { } refusal)
            return refusal;
        ToleratedMinor = 0;
        OpenMinor += given;
        return given;
    }
}
