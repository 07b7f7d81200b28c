using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Domain.Banking;

/// <summary>How many people may say something, the strictest last.</summary>
public enum Deciders
{
    One,
    Two,
    Nobody,
}

/// <summary>
/// Who may say that a line which brings the amount of a refund of ours is something else, such as a buyer's payment. Until the
/// books say that the refund has left, its return cannot be booked, and whoever called it a payment would owe the buyer twice.
/// Afterwards both are offered, and who has the line before them chooses.
/// </summary>
public static class SuspectedReturn
{
    /// <summary>By where the refund stands: of one that the line names, and of one that has only its amount.</summary>
    public static readonly IReadOnlyList<(RefundState State, Deciders Named, Deciders SameAmount)> Table =
    [
        (RefundState.Waiting, Deciders.Nobody, Deciders.One),
        (RefundState.Pending, Deciders.Nobody, Deciders.Two),
        (RefundState.Succeeded, Deciders.One, Deciders.One),
        (RefundState.Failed, Deciders.One, Deciders.One),
        (RefundState.Cancelled, Deciders.One, Deciders.One),
    ];

    /// <param name="refunds">Refunds by bank of the line's amount, each with whether the line names it.</param>
    public static Deciders Of(IEnumerable<(RefundState State, bool IsNamed)> refunds) =>
        refunds.Select(refund => Of(refund.State, refund.IsNamed)).DefaultIfEmpty(Deciders.One).Max();

    private static Deciders Of(RefundState state, bool isNamed)
    {
        var row = Table.Single(found => found.State == state);
        return isNamed ? row.Named : row.SameAmount;
    }
}
