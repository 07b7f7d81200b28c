using System.Numerics;
using OpsPortal.Domain.Cash.Matching.Stages;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>What is not certain is weighed: the candidates of one payment, best first.</summary>
internal sealed class Ranking(MatchBoard board, RankingWeights weights)
{
    private const int MostOfBuyer = 100;
    private const int MostOfAmount = 50;
    private const int MostBuyers = 5;

    public MatchResult Of(int p)
    {
        var repairs = board.Finding(p).Hits.Count > 0 && board.OnlyHit(p) >= 0
            ? new Dictionary<int, Repair>() : Repairs.Of(board, p);
        var worth = board.Payments[p].GrossMinor < 0 ? [] : Worth(p, repairs);
        var candidates = worth.Select(i => Single(p, i, repairs)).Concat(Sets(p))
            .Where(candidate => candidate.Score >= board.Policy.SuggestedFrom)
            .OrderByDescending(candidate => candidate.Score)
            .ThenBy(candidate => candidate.Allocations.Count)
            .ThenBy(candidate => string.Join('|', candidate.Allocations.Select(part => part.InvoiceId)), StringComparer.Ordinal)
            .Take(board.Policy.MostCandidates).ToList();
        if (candidates.Count == 0)
            return new MatchResult(board.Payments[p].Id, MatchDecision.None, MatchRule.None, 0)
            {
                Reasons = [.. board.NotesOf(p).DefaultIfEmpty("Nothing points at an open invoice.")],
            };
        return new MatchResult(board.Payments[p].Id, MatchDecision.Suggested, MatchRule.Ranking, candidates[0].Score)
        {
            Allocations = candidates[0].Allocations,
            Reasons = [.. board.NotesOf(p).DefaultIfEmpty("No rule is certain: the evidence is weighed.")],
            Candidates = candidates,
        };
    }

    private HashSet<int> Worth(int p, IReadOnlyDictionary<int, Repair> repairs)
    {
        var (payment, finding, payer) = (board.Payments[p], board.Finding(p), board.Payers.Of(board.Payments[p]));
        var worth = new HashSet<int>(finding.Hits.Select(hit => hit.Invoice));
        worth.UnionWith(finding.Incidental);
        worth.UnionWith(repairs.Keys);
        worth.UnionWith(Nearest(p, finding.Contracts));
        worth.UnionWith(Nearest(p, board.Payers.OfVirtualAccount(payment.VirtualAccount)));
        foreach (var buyer in new[] { payer.ByAccount, payer.ByName }.Where(buyer => buyer >= 0)
            .Concat(board.Payers.AlikeBuyers(payment.PayerName, MostBuyers)).Distinct())
            worth.UnionWith(Nearest(p, board.Payers.InvoicesOf(buyer)));
        foreach (var minor in new HashSet<long> { payment.GrossMinor, payment.GrossMinor + payment.FeeMinor })
            worth.UnionWith(UniqueSet.InOrder(board, board.OfAmount(payment.Currency.Code, minor)
                .Where(i => board.SameMoney(p, i))).Take(MostOfAmount));
        return worth;
    }

    private IEnumerable<int> Nearest(int p, IEnumerable<int> invoices) =>
        invoices.Where(i => board.SameMoney(p, i) && board.Invoices[i].OpenMinor > 0)
            .OrderBy(i => Math.Abs(board.Invoices[i].OpenMinor - board.Payments[p].GrossMinor))
            .ThenBy(i => board.Invoices[i].Number, StringComparer.Ordinal).Take(MostOfBuyer);

    private MatchCandidate Single(int p, int i, IReadOnlyDictionary<int, Repair> repairs)
    {
        var invoice = board.Invoices[i];
        var evidence = new List<MatchEvidence>();
        CandidateEvidence.Add(board, weights, p, i, repairs, evidence);
        var usable = board.SameMoney(p, i) ? Math.Min(board.Payments[p].GrossMinor, Math.Max(invoice.OpenMinor, 0)) : 0;
        var fit = board.FitOf(p, i);
        var difference = fit is Fit.WithFee or Fit.WithinTolerance ? invoice.OpenMinor - usable : 0;
        return new MatchCandidate(
            [new MatchAllocation(invoice.Id, usable, difference)], MatchRule.Ranking, weights.Score(evidence), evidence);
    }

    /// <summary>Several invoices at once: those that are named, and those of the payer that come to the sum.</summary>
    private IEnumerable<MatchCandidate> Sets(int p)
    {
        var named = board.Finding(p).Hits.Where(hit => board.SameMoney(p, hit.Invoice)).Select(hit => hit.Invoice).ToList();
        if (named.Count > 1)
            yield return Several(p, UniqueSet.InOrder(board, named), named);
        var payer = board.Payers.Of(board.Payments[p]);
        var group = payer.Buyer >= 0 ? board.Payers.InvoicesOf(payer.Buyer)
            : board.Payers.OfVirtualAccount(board.Payments[p].VirtualAccount);
        var payable = UniqueSet.InOrder(board, board.Payable(p, group).OrderBy(i => board.Invoices[i].DueOn)
            .Take(SubsetSum.MostAmounts));
        if (payable.Count < 2 || board.Payments[p].GrossMinor < 0)
            yield break;
        var found = SubsetSum.Find([.. payable.Select(i => board.Invoices[i].OpenMinor)], board.Payments[p].GrossMinor);
        if (found.Sets > 0 && BitOperations.PopCount(found.Chosen) > 1)
            yield return Several(p, [.. payable.Where((_, at) => (found.Chosen >> at & 1) == 1)], named);
    }

    private MatchCandidate Several(int p, List<int> invoices, List<int> named)
    {
        var evidence = new List<MatchEvidence>();
        var sum = invoices.Sum(i => board.Invoices[i].OpenMinor);
        if (sum == board.Payments[p].GrossMinor)
            evidence.Add(CandidateEvidence.Of(weights, MatchFeature.SumEqual, 1));
        if (named.Count > 0)
        {
            var share = (double)invoices.Count(named.Contains) / Math.Max(invoices.Count, named.Count);
            evidence.Add(CandidateEvidence.Of(weights, MatchFeature.NumberNamed, share));
        }

        CandidateEvidence.AddPayer(board, weights, p, invoices[0], evidence);
        if (invoices.Exists(i => board.IsClaimedElsewhere(p, i)))
            evidence.Add(CandidateEvidence.Of(weights, MatchFeature.AlsoClaimed, 1));
        var left = board.Payments[p].GrossMinor;
        var parts = new List<MatchAllocation>();
        foreach (var i in invoices.OrderBy(i => board.Invoices[i].OpenMinor > 0))
        {
            var used = Math.Min(left, board.Invoices[i].OpenMinor);
            left -= used;
            parts.Add(new MatchAllocation(board.Invoices[i].Id, used));
        }

        return new MatchCandidate(parts, MatchRule.Ranking, weights.Score(evidence), evidence);
    }
}
