namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>
/// Nothing is named. The payer is known, by account or by a name that only one buyer has, and the amount can mean only one
/// invoice, or only one set of invoices, of that buyer.
/// </summary>
internal sealed class PayerStage : IMatchStage
{
    private static readonly string[] One =
        ["The payer is known.", "Only this invoice of the buyer has the amount open."];

    private static readonly string[] Set =
        ["The payer is known.", "Only these invoices of the buyer together come to exactly this amount."];

    public void Run(MatchBoard board)
    {
        var proposals = board.Undecided.Select(p => Propose(board, p)).OfType<Proposal>().ToList();
        Settle.All(board, proposals);
    }

    private static Proposal? Propose(MatchBoard board, int p)
    {
        var (paid, finding) = (board.Payments[p], board.Finding(p));
        var payer = board.Payers.Of(paid);
        if (payer.Buyer < 0)
            return null;
        var payable = board.Payable(p, board.Payers.InvoicesOf(payer.Buyer));
        if (UniqueSet.Of(board, p, payable) is not { } chosen || !finding.NamesOnly([.. chosen])
            || (finding.Contracts.Count > 0 && !chosen.All(finding.Contracts.Contains))
            || !SuitsVirtualAccount(board, p, chosen) || (payer.ByAccount < 0 && OthersOwe(board, p, payer.Buyer)))
            return null;
        var (rule, score, reasons) = chosen.Count == 1
            ? (MatchRule.PayerAndAmount, 0.92, One)
            : (MatchRule.PayerAndSum, 0.9, Set);
        return new Proposal(p, rule, score, [.. chosen.Select(i => Settle.Whole(board, i))], reasons);
    }

    private static bool SuitsVirtualAccount(MatchBoard board, int p, IReadOnlyList<int> chosen) =>
        string.IsNullOrWhiteSpace(board.Payments[p].VirtualAccount)
        || chosen.All(board.Payers.OfVirtualAccount(board.Payments[p].VirtualAccount).Contains);

    /// <summary>A name alone is not enough where somebody else owes the very same amount.</summary>
    private static bool OthersOwe(MatchBoard board, int p, int buyer) =>
        board.OfAmount(board.Payments[p].Currency.Code, board.Payments[p].GrossMinor)
            .Any(i => board.Payers.BuyerOf(i) != buyer && !board.IsTaken(i) && board.SameMoney(p, i));
}
