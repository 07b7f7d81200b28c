using OpsPortal.Domain.Cash.Matching.Stages;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>
/// Says for every payment which open invoices it pays: automatically where one rule is certain and nothing contradicts it, else
/// as ranked suggestions. It knows no clock and no chance: the same payments and invoices, in whatever order, get the same
/// answers; and no invoice is ever given to two payments beyond what is open.
/// </summary>
public static class MatchingEngine
{
    /// <summary>The rules, surest first: what an earlier one took is gone for the later ones.</summary>
    private static readonly IReadOnlyList<IMatchStage> Stages =
    [
        new ExactReferenceStage(),
        new ReferencesListedStage(),
        new SeveralPaymentsStage(),
        new ZeroAmountStage(),
        new ContractReferenceStage(),
        new VirtualAccountStage(),
        new RepairedReferenceStage(),
        new PayerStage(),
    ];

    /// <summary>One result per payment, in the order in which the payments were given.</summary>
    public static IReadOnlyList<MatchResult> Match(
        IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices, MatchPolicy policy, RankingWeights weights)
    {
        var board = new MatchBoard(payments, invoices, policy);
        foreach (var stage in Stages.TakeWhile(_ => !board.IsDone))
            stage.Run(board);
        var ranking = new Ranking(board, weights);
        foreach (var p in board.IsDone ? [] : board.Undecided.ToList())
            board.Keep(p, ranking.Of(p));
        return board.Results;
    }
}
