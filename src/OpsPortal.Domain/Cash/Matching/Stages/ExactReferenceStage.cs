namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>
/// One payment, one invoice: the number is named in full, nobody else names it, and the amount says the same. An amount, payer,
/// currency or company that contradicts the number leaves it to a person.
/// </summary>
internal sealed class ExactReferenceStage : IMatchStage
{
    private static readonly string[] Equal = ["The payment names the invoice's number.", "The amount is exactly what is open."];
    private static readonly string[] WithFee =
        ["The payment names the invoice's number.", "The amount and the known fee are exactly what is open."];

    private static readonly string[] WithinTolerance =
        ["The payment names the invoice's number.", "The amount falls short by less than the tolerance."];

    // An invoice is decided on by the only payment that names it, so that none waits for another.
    public void Run(MatchBoard board) => Work.EachRun(board.Payments.Length, (from, end) => Judge(board, from, end));

    private static void Judge(MatchBoard board, int from, int end)
    {
        // All are asked before one is decided: the memory then brings many invoices at once.
        var doubts = new string?[end - from];
        for (var p = from; p < end; p++)
            doubts[p - from] = IsOpen(board, p) ? WhyNot(board, p, board.OnlyHit(p)) : null;
        for (var p = from; p < end; p++)
        {
            if (doubts[p - from] is { } note)
                board.Note(p, note);
            else if (IsOpen(board, p))
                Decide(board, p, board.OnlyHit(p));
        }
    }

    private static bool IsOpen(MatchBoard board, int p) => board.OnlyHit(p) >= 0 && board.Result(p) is null;

    private static void Decide(MatchBoard board, int p, int i)
    {
        var (paid, invoice, fit) = (board.Payments[p], board.Invoices[i], board.FitOf(p, i));
        var (score, reasons) = fit switch
        {
            Fit.Equal => (1.0, Equal),
            Fit.WithFee => (0.98, WithFee),
            _ => (0.97, WithinTolerance),
        };
        board.Decide(p, MatchRule.ExactReference, score,
            [new MatchAllocation(invoice.Id, paid.GrossMinor, invoice.OpenMinor - paid.GrossMinor)], reasons);
        board.Take(i);
    }

    private static string? WhyNot(MatchBoard board, int p, int i)
    {
        var (paid, invoice) = (board.Payments[p], board.Invoices[i]);
        if (paid.Currency != invoice.Currency)
            return $"It names invoice {invoice.Number}, which is in {invoice.Currency}, and was paid in {paid.Currency}.";
        if (invoice.OpenMinor <= 0)
            return $"It names {invoice.Number}, on which nothing is open: this may be a second payment.";
        if (!board.IsNamedOnce(i))
            return $"Another payment names invoice {invoice.Number} too.";
        if (board.Stance(p, i) == PayerStance.Contradicts)
            return $"It names invoice {invoice.Number}, but the payer is known as another buyer.";
        return board.FitOf(p, i) switch
        {
            Fit.Short => $"It names invoice {invoice.Number} and pays less than is open.",
            Fit.Over => $"It names invoice {invoice.Number} and pays more than is open.",
            Fit.Nothing => $"It names invoice {invoice.Number}, but brings no money.",
            _ => null,
        };
    }
}
