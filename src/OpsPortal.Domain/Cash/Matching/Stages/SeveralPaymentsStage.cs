namespace OpsPortal.Domain.Cash.Matching.Stages;

/// <summary>
/// Several payments that name the same invoices, whole and of one buyer, and whose sum is exactly theirs: many to one, and many
/// to many. Nothing but exact sums counts.
/// </summary>
internal sealed class SeveralPaymentsStage : IMatchStage
{
    private static readonly string[] OneInvoice =
        ["All payments that name the invoice together make up exactly what is open."];

    private static readonly string[] SeveralInvoices =
        ["These payments name these invoices and no others.", "Payments and invoices come to exactly the same sum."];

    public void Run(MatchBoard board)
    {
        foreach (var (payments, invoices) in Groups(board))
            if (payments.Count >= 2 && IsCertain(board, payments, invoices))
                Decide(board, payments, invoices);
    }

    /// <summary>Payments and invoices that hang together by what is named.</summary>
    private static List<(List<int> Payments, List<int> Invoices)> Groups(MatchBoard board)
    {
        var naming = board.Undecided.Where(p => board.OnlyHit(p) >= 0 || board.Finding(p).Hits.Count > 0)
            .SelectMany(p => board.Finding(p).Hits.Select(hit => (Payment: p, hit.Invoice))).ToList();
        var (ofPayment, ofInvoice) = (naming.ToLookup(each => each.Payment), naming.ToLookup(each => each.Invoice));
        var seen = new HashSet<int>();
        var groups = new List<(List<int>, List<int>)>();
        foreach (var start in ofPayment.Select(group => group.Key).Where(seen.Add))
        {
            var (payments, invoices, waiting) = (new List<int>(), new HashSet<int>(), new Queue<int>([start]));
            while (waiting.TryDequeue(out var p))
            {
                payments.Add(p);
                foreach (var (_, i) in ofPayment[p].Where(each => invoices.Add(each.Invoice)))
                    foreach (var (next, _) in ofInvoice[i].Where(each => seen.Add(each.Payment)))
                        waiting.Enqueue(next);
            }

            groups.Add((payments, [.. invoices]));
        }

        return groups;
    }

    private static bool IsCertain(MatchBoard board, List<int> payments, List<int> invoices) =>
        payments.Sum(p => board.Payments[p].GrossMinor) == invoices.Sum(i => board.Invoices[i].OpenMinor)
        && payments.All(p => board.Payments[p].GrossMinor > 0 && board.Finding(p).IsClear)
        && invoices.All(i => board.Invoices[i].OpenMinor > 0 && !board.IsTaken(i))
        && invoices.Select(board.Payers.BuyerOf).Distinct().Count() == 1
        && payments.All(p => invoices.All(i => board.SameMoney(p, i) && board.Stance(p, i) != PayerStance.Contradicts))
        && payments.Select(p => Copy(board.Payments[p])).Distinct().Count() == payments.Count;

    /// <summary>Two payments that do not differ in anything may be one that was sent twice.</summary>
    private static (long, string?, string?, string?) Copy(IncomingPayment payment) => payment.EndToEndId is { Length: > 0 } id
        && !id.Contains("NOTPROVIDED", StringComparison.OrdinalIgnoreCase)
            ? (payment.GrossMinor, id, null, null)
            : (payment.GrossMinor, payment.PayerAccount ?? payment.PayerName, payment.RemittanceText,
                payment.ValueDate?.ToString());

    private static void Decide(MatchBoard board, List<int> payments, List<int> invoices)
    {
        var left = invoices.ToDictionary(i => i, i => board.Invoices[i].OpenMinor);
        var parts = new Dictionary<int, List<MatchAllocation>>();
        foreach (var p in payments.OrderBy(p => board.Finding(p).Hits.Count).ThenBy(p => board.Payments[p].ValueDate)
            .ThenBy(p => board.Payments[p].Id, StringComparer.Ordinal))
        {
            var money = board.Payments[p].GrossMinor;
            parts[p] = [];
            foreach (var i in invoices.Where(i => board.Finding(p).HitOn(i) is not null)
                .OrderBy(i => board.Invoices[i].DueOn).ThenBy(i => board.Invoices[i].Number, StringComparer.Ordinal))
            {
                var used = Math.Min(money, left[i]);
                if (used == 0)
                    continue;
                (money, left[i]) = (money - used, left[i] - used);
                parts[p].Add(new MatchAllocation(board.Invoices[i].Id, used));
            }
        }

        if (left.Values.Any(rest => rest != 0))
            return;
        var (rule, score, reasons) = invoices.Count == 1
            ? (MatchRule.SeveralPaymentsOneInvoice, 0.96, OneInvoice)
            : (MatchRule.SeveralPaymentsSeveralInvoices, 0.94, SeveralInvoices);
        foreach (var (p, used) in parts)
            board.Decide(p, rule, score, used, reasons);
        invoices.ForEach(board.Take);
    }
}
