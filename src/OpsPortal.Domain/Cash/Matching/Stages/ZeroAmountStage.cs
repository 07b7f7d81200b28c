namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>A remittance without money: the invoices and credit notes that it names cancel each other out.</summary>
internal sealed class ZeroAmountStage : IMatchStage
{
    private static readonly string[] Reasons = ["The invoices and credit notes that it names cancel each other out."];

    public void Run(MatchBoard board)
    {
        var proposals = board.Undecided.Where(p => board.Payments[p].GrossMinor == 0)
            .Select(p => (Payment: p, Named: ReferencesListedStage.Named(board, p)))
            .Where(each => each.Named.Count >= 2 && each.Named.Sum(i => board.Invoices[i].OpenMinor) == 0
                && each.Named.All(board.IsNamedOnce))
            .Select(each => new Proposal(each.Payment, MatchRule.ZeroAmount, 0.97,
                [.. each.Named.Select(i => Settle.Whole(board, i))], Reasons));
        Settle.All(board, [.. proposals]);
    }
}
