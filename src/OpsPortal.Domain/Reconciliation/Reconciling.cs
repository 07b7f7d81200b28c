using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>
/// Compares two sides of one basis: first one to one by key, then by other names at equal amounts, then one to many by payout or
/// sweep. An item takes part in one match at most. The residual is summed from its own parts, so that the equation proves them.
/// </summary>
public static class Reconciling
{
    /// <param name="toleranceMinor">Up to so much a pair may differ without being a break; never negative.</param>
    public static Outcome<ReconciliationResult> Compare(ReconciliationSide ours, ReconciliationSide theirs, long toleranceMinor)
    {
        if (ours.Basis != theirs.Basis)
            return ReconciliationRefusals.BasesDiffer(ours.Basis, theirs.Basis);
        var pairing = new Pairing(ours.Items, theirs.Items, toleranceMinor);
        pairing.Run();
        List<UnmatchedItem> unmatched =
        [
            .. Unmatched(ReconciliationParty.Ours, pairing.RestOfOurs, pairing.MatchedKeys, ours.Items, theirs.Later),
            .. Unmatched(ReconciliationParty.Theirs, pairing.RestOfTheirs, pairing.MatchedKeys, theirs.Items, ours.Later),
        ];
        var openingOff = ours.OpeningMinor - theirs.OpeningMinor - (ours.CarriedMinor - theirs.CarriedMinor);
        var equation = new ReconciliationEquation(
            ours.ClosingMinor, theirs.ClosingMinor, SumOf(unmatched, ReconciliationParty.Ours),
            SumOf(unmatched, ReconciliationParty.Theirs),
            openingOff + pairing.Matches.Sum(match => match.VarianceMinor) + ours.GapMinor - theirs.GapMinor);
        if (!equation.Holds)
            throw new InvalidOperationException($"The equation of {ours.Basis} does not hold.");
        List<FoundBreak> breaks =
        [
            .. BreaksOf(ours.Basis, unmatched),
            .. pairing.Matches.Where(match => Math.Abs(match.VarianceMinor) > toleranceMinor)
                .Select(match => Differs(ours.Basis, match)),
            .. Balances(ours, theirs, openingOff),
        ];
        return new ReconciliationResult(pairing.Matches, unmatched, breaks, equation);
    }

    private static long SumOf(List<UnmatchedItem> unmatched, ReconciliationParty party) =>
        unmatched.Where(item => item.Party == party).Sum(item => item.Item.AmountMinor);

    // The first of several alike is missing on the other side or matched; each further one is doubled.
    private static IEnumerable<UnmatchedItem> Unmatched(
        ReconciliationParty party, IReadOnlyList<ReconciliationItem> rest, IReadOnlySet<string> matched,
        IReadOnlyList<ReconciliationItem> all, IReadOnlyList<ReconciliationItem> laterThere)
    {
        var later = laterThere.SelectMany(item => item.Names).ToHashSet(StringComparer.Ordinal);
        var counts = all.GroupBy(item => item.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var seen = new HashSet<string>(matched, StringComparer.Ordinal);
        foreach (var item in rest)
        {
            var isFirst = seen.Add(item.Key);
            var kind = item.IsDoubled || (!isFirst && counts[item.Key] > 1) ? BreakKind.Doubled
                : item.Names.Any(later.Contains) ? BreakKind.WrongPeriod
                : item.IfMissing ?? (party == ReconciliationParty.Ours ? BreakKind.MissingTheirs : BreakKind.MissingOurs);
            yield return new UnmatchedItem(party, item, kind);
        }
    }

    private static IEnumerable<FoundBreak> BreaksOf(ReconciliationBasis basis, List<UnmatchedItem> unmatched)
    {
        var counts = new Dictionary<(ReconciliationParty, string), int>();
        foreach (var (party, item, kind) in unmatched)
        {
            var number = counts[(party, item.Key)] = counts.GetValueOrDefault((party, item.Key)) + 1;
            var effect = party == ReconciliationParty.Ours ? item.AmountMinor : -item.AmountMinor;
            yield return new FoundBreak(
                kind, party, IdentityOf(basis, $"{party}:{item.Key}#{number}"), item.Key, effect, item.Date, item.Reference,
                item.Link);
        }
    }

    private static FoundBreak Differs(ReconciliationBasis basis, ReconciliationMatch match)
    {
        var item = match.Ours.Concat(match.Theirs).First();
        return new FoundBreak(
            BreakKind.AmountDiffers, ReconciliationParty.Ours, IdentityOf(basis, $"Pair:{item.Key}"), item.Key,
            match.VarianceMinor, item.Date, item.Reference, item.Link);
    }

    // The same account that differs on two days is two differences, each with words of its own.
    private static string IdentityOf(ReconciliationBasis basis, string what) =>
        basis.IsOfBalances ? $"{what}@{basis.AsOf:uuuu-MM-dd}" : what;

    private static IEnumerable<FoundBreak> Balances(ReconciliationSide ours, ReconciliationSide theirs, long openingOff)
    {
        var basis = ours.Basis;
        if (openingOff != 0)
            yield return new FoundBreak(
                BreakKind.OpeningDiffers, ReconciliationParty.Ours, $"Opening:{basis.From:uuuu-MM-dd}", "opening balance",
                openingOff,
                basis.From, $"Opening on {basis.From:uuuu-MM-dd}", null);
        if (ours.GapMinor - theirs.GapMinor is not 0 and var gap)
            yield return new FoundBreak(
                BreakKind.StatementGap, ReconciliationParty.Theirs, $"Gap:{basis.AsOf:uuuu-MM-dd}", "statement gap", gap,
                basis.AsOf,
                $"Balances up to {basis.AsOf:uuuu-MM-dd}", null);
    }
}
