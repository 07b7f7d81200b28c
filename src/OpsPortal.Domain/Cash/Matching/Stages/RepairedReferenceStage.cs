namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>
/// No number is named that exists, but one was misread, cut or mistyped, and one invoice alone has such a number and this
/// amount. A digit that is simply another one makes another number: that is never repaired without a person.
/// </summary>
internal sealed class RepairedReferenceStage : IMatchStage
{
    private static readonly string[] Reasons =
        ["The payment names a number that is almost this one.", "Only this invoice has such a number and this amount."];

    public void Run(MatchBoard board) =>
        Settle.All(board, [.. board.Undecided.Select(p => Propose(board, p)).OfType<Proposal>()]);

    private static Proposal? Propose(MatchBoard board, int p)
    {
        var finding = board.Finding(p);
        if (finding.Hits.Count > 0)
            return null;
        var repairs = Repairs.Of(board, p);
        var equal = repairs.Keys
            .Where(i => board.SameMoney(p, i) && !board.IsTaken(i) && board.FitOf(p, i) == Fit.Equal).ToList();
        if (equal.Count != 1 || !board.IsFree(p, equal[0]) || !IsBelieved(board, p, equal[0], repairs))
            return null;
        return new Proposal(p, MatchRule.RepairedReference, 0.93, [Settle.Whole(board, equal[0])], Reasons);
    }

    private static bool IsBelieved(MatchBoard board, int p, int invoice, IReadOnlyDictionary<int, Repair> repairs)
    {
        var (stance, repair) = (board.Stance(p, invoice), repairs[invoice]);
        if (stance == PayerStance.Contradicts || repair == Repair.OtherDigits || UniqueSet.PaidBeforeIssue(board, p, invoice)
            || (board.Finding(p).Contracts is { Count: > 0 } contracts && !contracts.Contains(invoice)))
            return false;
        var alone = repairs.Count(each => each.Value is Repair.Misread or Repair.WithoutPrefix) == 1;
        return stance == PayerStance.Supports || (repair is Repair.Misread or Repair.WithoutPrefix && alone);
    }
}
