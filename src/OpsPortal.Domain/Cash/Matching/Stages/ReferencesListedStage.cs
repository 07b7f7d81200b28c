namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>One payment, several invoices and credit notes, all named in full, whose sum is the amount.</summary>
internal sealed class ReferencesListedStage : IMatchStage
{
    private static readonly string[] Reasons =
        ["The payment names several invoices.", "Together they come to exactly this amount."];

    public void Run(MatchBoard board)
    {
        foreach (var p in board.Undecided.ToList())
        {
            var named = Named(board, p);
            if (named.Count < 2)
                continue;
            var sum = named.Sum(i => board.Invoices[i].OpenMinor);
            var paid = board.Payments[p];
            if (paid.GrossMinor <= 0 || (sum != paid.GrossMinor && sum != paid.GrossMinor + paid.FeeMinor))
                board.Note(p, "The invoices that it names do not come to the amount paid.");
            else if (!named.All(board.IsNamedOnce))
                board.Note(p, "Another payment names one of its invoices too.");
            else
                Decide(board, p, named, sum - paid.GrossMinor);
        }
    }

    /// <summary>The invoices of one buyer that the payment names for certain; empty where anything is in doubt.</summary>
    public static List<int> Named(MatchBoard board, int p)
    {
        var finding = board.Finding(p);
        if (!finding.IsClear || finding.Hits.Count < 2)
            return [];
        var named = finding.Hits.Select(hit => hit.Invoice)
            .OrderBy(i => board.Invoices[i].Number, StringComparer.Ordinal)
            .ThenBy(i => board.Invoices[i].Id, StringComparer.Ordinal).ToList();
        var certain = named.All(i => board.SameMoney(p, i) && board.Invoices[i].OpenMinor != 0
            && board.Stance(p, i) != PayerStance.Contradicts);
        return certain && named.Select(board.Payers.BuyerOf).Distinct().Count() == 1 ? named : [];
    }

    private static void Decide(MatchBoard board, int p, List<int> named, long fee)
    {
        var largest = named.MaxBy(i => board.Invoices[i].OpenMinor);
        board.Decide(p, MatchRule.ReferencesListed, 0.99,
            [.. named.Select(i => new MatchAllocation(
                board.Invoices[i].Id, board.Invoices[i].OpenMinor - (i == largest ? fee : 0), i == largest ? fee : 0))],
            Reasons);
        foreach (var i in named)
            board.Take(i);
    }
}
