namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>The money came to an account that was given to one buyer, and only one set of its invoices has this amount.</summary>
internal sealed class VirtualAccountStage : IMatchStage
{
    private static readonly string[] Reasons =
        ["It came to the virtual account that was given to this buyer.", "Only this can be meant by the amount."];

    public void Run(MatchBoard board) =>
        Settle.All(board, [.. board.Undecided.Select(p => Propose(board, p)).OfType<Proposal>()]);

    private static Proposal? Propose(MatchBoard board, int p)
    {
        var given = board.Payers.OfVirtualAccount(board.Payments[p].VirtualAccount);
        if (given.Count == 0 || !board.Finding(p).NamesOnly(given) || given.Select(board.Payers.BuyerOf).Distinct().Count() > 1)
            return null;
        return UniqueSet.Of(board, p, board.Payable(p, given)) is { } chosen
            && chosen.All(i => board.Stance(p, i) != PayerStance.Contradicts)
            ? new Proposal(p, MatchRule.VirtualAccount, 0.95, [.. chosen.Select(i => Settle.Whole(board, i))], Reasons)
            : null;
    }
}
