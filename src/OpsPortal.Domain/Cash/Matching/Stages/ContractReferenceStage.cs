namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>The payment names the contract or order; exactly one of its open invoices has this amount.</summary>
internal sealed class ContractReferenceStage : IMatchStage
{
    private static readonly string[] Reasons =
        ["The payment names the contract or order of the invoice.", "Only this one of its invoices has the amount open."];

    public void Run(MatchBoard board) =>
        Settle.All(board, [.. board.Undecided.Select(p => Propose(board, p)).OfType<Proposal>()]);

    private static Proposal? Propose(MatchBoard board, int p)
    {
        var finding = board.Finding(p);
        if (finding.Contracts.Count == 0 || !finding.NamesOnly(finding.Contracts))
            return null;
        var equal = board.Payable(p, finding.Contracts).Where(i => board.FitOf(p, i) == Fit.Equal).ToList();
        if (equal.Count != 1 || !board.IsFree(p, equal[0]) || board.Stance(p, equal[0]) == PayerStance.Contradicts)
            return null;
        return new Proposal(p, MatchRule.ContractReference, 0.95, [Settle.Whole(board, equal[0])], Reasons);
    }
}
