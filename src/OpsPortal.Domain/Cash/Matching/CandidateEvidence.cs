using NodaTime;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>The evidence for and against one invoice as the one that a payment pays.</summary>
internal static class CandidateEvidence
{
    private const double NameCountsFrom = 0.5;
    private const double NearDays = 15;

    public static MatchEvidence Of(RankingWeights weights, MatchFeature feature, double value) =>
        new(feature, Math.Round(value, 4, MidpointRounding.ToEven), weights[feature]);

    public static void Add(
        MatchBoard board, RankingWeights weights, int p, int i, IReadOnlyDictionary<int, Repair> repairs,
        List<MatchEvidence> evidence)
    {
        void Say(MatchFeature feature, double value = 1) => evidence.Add(Of(weights, feature, value));

        var finding = board.Finding(p);
        if (finding.HitOn(i) is { } hit)
        {
            Say(hit.IsWhole ? MatchFeature.NumberNamed : MatchFeature.NumberInPart);
            if (hit.IsShared)
                Say(MatchFeature.NumberNotUnique);
        }
        else if (finding.Incidental.Contains(i))
            Say(MatchFeature.NumberInPart);
        else if (repairs.TryGetValue(i, out var repair))
            Say(MatchFeature.NumberRepaired, repair switch
            {
                Repair.Misread or Repair.WithoutPrefix => 1,
                Repair.Slip => 0.8,
                _ => 0.5,
            });
        if (finding.Contracts.Contains(i))
            Say(MatchFeature.ContractNamed);
        if (board.Payers.OfVirtualAccount(board.Payments[p].VirtualAccount).Contains(i))
            Say(MatchFeature.VirtualAccountGiven);
        AddPayer(board, weights, p, i, evidence);
        if (AmountOf(board, p, i) is { } amount)
            Say(amount);
        if (Near(board.Payments[p].ValueDate, board.Invoices[i].DueOn ?? board.Invoices[i].IssuedOn) is { } near)
            Say(MatchFeature.DateNear, near);
        foreach (var against in Against(board, p, i))
            Say(against);
    }

    public static void AddPayer(MatchBoard board, RankingWeights weights, int p, int i, List<MatchEvidence> evidence)
    {
        var payment = board.Payments[p];
        if (board.Payers.Of(payment).ByAccount == board.Payers.BuyerOf(i))
            evidence.Add(Of(weights, MatchFeature.PayerAccountKnown, 1));
        if (board.Payers.Alike(payment, i) is var alike && alike >= NameCountsFrom)
            evidence.Add(Of(weights, MatchFeature.PayerNameAlike, alike));
        if (board.Stance(p, i) == PayerStance.Contradicts)
            evidence.Add(Of(weights, MatchFeature.PayerIsAnotherBuyer, 1));
    }

    private static MatchFeature? AmountOf(MatchBoard board, int p, int i) => board.FitOf(p, i) switch
    {
        _ when !board.SameMoney(p, i) => null,
        Fit.Equal => MatchFeature.AmountEqual,
        Fit.WithFee => MatchFeature.AmountWithFee,
        Fit.WithinTolerance => MatchFeature.AmountWithinTolerance,
        Fit.Short => MatchFeature.PartPayment,
        Fit.Over => MatchFeature.MoreThanOpen,
        _ => null,
    };

    private static double? Near(LocalDate? paid, LocalDate? due) => paid is { } on && due is { } by
        ? 1 / (1 + (Math.Abs(Period.DaysBetween(by, on)) / NearDays))
        : null;

    private static IEnumerable<MatchFeature> Against(MatchBoard board, int p, int i)
    {
        var (payment, invoice) = (board.Payments[p], board.Invoices[i]);
        if (payment.Currency != invoice.Currency)
            yield return MatchFeature.OtherCurrency;
        if (!board.IsOurs(p, i))
            yield return MatchFeature.OtherEntity;
        if (invoice.OpenMinor <= 0)
            yield return MatchFeature.AlreadyPaid;
        if (board.IsClaimedElsewhere(p, i))
            yield return MatchFeature.AlsoClaimed;
        if (Stages.UniqueSet.PaidBeforeIssue(board, p, i))
            yield return MatchFeature.PaidBeforeIssue;
    }
}
