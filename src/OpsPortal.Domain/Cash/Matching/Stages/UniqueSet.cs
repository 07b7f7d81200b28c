using System.Numerics;

namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>The one set of invoices that an amount can mean, if there is only one and it cannot well be an accident.</summary>
internal static class UniqueSet
{
    /// <summary>A sum of several invoices is believed where the chance of hitting some sum by accident is smaller.</summary>
    private const double BelievedBelow = 0.002;

    public static IReadOnlyList<int>? Of(MatchBoard board, int payment, List<int> invoices)
    {
        if (invoices.Count == 0 || invoices.Count > SubsetSum.MostAmounts || board.Payments[payment].GrossMinor <= 0)
            return null;
        var ordered = InOrder(board, invoices);
        Span<long> amounts = stackalloc long[ordered.Count];
        for (var i = 0; i < ordered.Count; i++)
            amounts[i] = board.Invoices[ordered[i]].OpenMinor;
        var found = SubsetSum.Find(amounts, board.Payments[payment].GrossMinor);
        if (!found.IsUnique)
            return null;
        var size = BitOperations.PopCount(found.Chosen);
        if (size > 1 && size < ordered.Count && SubsetSum.Accident(amounts) >= BelievedBelow)
            return null;
        var chosen = ordered.Where((_, i) => (found.Chosen >> i & 1) == 1).ToList();
        return chosen.TrueForAll(i => board.IsFree(payment, i) && !PaidBeforeIssue(board, payment, i)) ? chosen : null;
    }

    public static List<int> InOrder(MatchBoard board, IEnumerable<int> invoices) =>
        [.. invoices.OrderBy(i => board.Invoices[i].DueOn).ThenBy(i => board.Invoices[i].Number, StringComparer.Ordinal)
            .ThenBy(i => board.Invoices[i].Id, StringComparer.Ordinal)];

    public static bool PaidBeforeIssue(MatchBoard board, int payment, int invoice) =>
        board.Payments[payment].ValueDate is { } paid && board.Invoices[invoice].IssuedOn is { } issued && paid < issued;
}
