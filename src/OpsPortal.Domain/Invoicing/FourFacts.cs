using OpsPortal.Domain.Milestones;

namespace OpsPortal.Domain.Invoicing;

/// <summary>How far one of the four facts is true.</summary>
public enum FactState
{
    No,
    Partly,
    Yes,
    Frozen,
}

/// <summary>One fact, with the words that stand beside it.</summary>
public sealed record FactWords(FactState State, string Words);

/// <summary>What the four facts are derived from.</summary>
/// <param name="SettledMinor">Collected for the invoice and available.</param>
/// <param name="PayableMinor">The payees' part that is settled and nowhere held.</param>
public sealed record FactBasis(
    MilestoneState? Milestone, InvoiceState? Invoice, string? InvoiceNumber, long DueMinor, long AppliedMinor, long SettledMinor,
    long PayableMinor, bool HasPayeePart)
{
    /// <summary>Whether the payer objects to a payment of the invoice.</summary>
    public Contest Contest { get; init; }

    /// <summary>How far the payees' part has left us.</summary>
    public Leaving Leaving { get; init; }
}

/// <summary>A payer's formal dispute of a payment: until it is decided, and once it is lost, the provider has the
/// money.</summary>
public enum Contest
{
    None,
    Open,
    Lost,
}

/// <summary>What became of payouts of an invoice's money.</summary>
public enum Leaving
{
    None,
    OnItsWay,
    PaidOut,
}

/// <summary>Accepted, invoiced, collected and settled, payable: four different things, none of which implies the next.</summary>
public sealed record FourFacts(FactWords Accepted, FactWords Invoiced, FactWords CollectedAndSettled, FactWords Payable)
{
    public static FourFacts Of(FactBasis basis) => new(AcceptedOf(basis), InvoicedOf(basis), CollectedOf(basis),
        PayableOf(basis));

    private static FactWords AcceptedOf(FactBasis basis) => basis.Milestone switch
    {
        null => new(FactState.Yes, "No acceptance needed"),
        MilestoneState.Approved => new(FactState.Yes, "Accepted"),
        MilestoneState.Disputed => new(FactState.Frozen, "In dispute"),
        MilestoneState.Reversed => new(FactState.No, "Acceptance reversed"),
        MilestoneState.Submitted => new(FactState.No, "Waits for the approver"),
        _ => new(FactState.No, "Not accepted"),
    };

    private static FactWords InvoicedOf(FactBasis basis) => basis.Invoice switch
    {
        null or InvoiceState.Draft => new(FactState.No, "Not yet invoiced"),
        InvoiceState.Void => new(FactState.No, $"Invoice {basis.InvoiceNumber} was voided"),
        InvoiceState.Uncollectible => new(FactState.Yes, $"Invoice {basis.InvoiceNumber}, written off"),
        _ => new(FactState.Yes, $"Invoice {basis.InvoiceNumber}"),
    };

    private static FactWords CollectedOf(FactBasis basis)
    {
        if (basis is { Invoice: not null, DueMinor: 0, AppliedMinor: 0 })
            return new(FactState.Yes, "Nothing to collect: paid in advance or credited");
        if (basis.AppliedMinor == 0 && basis.SettledMinor == 0)
            return new(FactState.No, "No cash received");
        if (basis.Contest != Contest.None)
            return basis.Contest == Contest.Open ? new(FactState.Frozen, "Collected, but the payer contests it")
                : new(FactState.No, "Collected, and lost in a dispute");
        if (basis.SettledMinor >= basis.DueMinor)
            return new(FactState.Yes, "Collected and settled");
        return new(FactState.Partly, (basis.AppliedMinor >= basis.DueMinor, basis.SettledMinor) switch
        {
            (true, 0) => "Collected, not yet settled",
            (true, _) => "Collected, partly settled",
            (false, 0) => "Partly collected, not yet settled",
            _ => "Partly collected and settled",
        });
    }

    private static FactWords PayableOf(FactBasis basis)
    {
        if (basis.Milestone == MilestoneState.Disputed)
            return new(FactState.Frozen, "Frozen by the dispute");
        if (!basis.HasPayeePart)
            return new(FactState.No, "Nothing goes to a payee");
        return basis.PayableMinor > 0 ? new(FactState.Yes, "Funds are there; the release gate decides") : basis.Leaving switch
        {
            Leaving.OnItsWay => new(FactState.Partly, "On its way to the payee"),
            Leaving.PaidOut => new(FactState.Yes, "Paid out to the payee"),
            _ => new(FactState.No, "Nothing is payable"),
        };
    }
}
