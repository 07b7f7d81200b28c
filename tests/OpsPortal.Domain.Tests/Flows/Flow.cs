using FsCheck;
using FsCheck.Fluent;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>A business and what happens to it, as numbers: where a flow fails, ever shorter ones are tried.</summary>
internal sealed record Flow(int Start, IReadOnlyList<int> Steps)
{
    /// <summary>What can happen, with how often it is tried.</summary>
    private static readonly (int Often, Func<Business, Dice, bool> Act)[] Acts =
    [
        (6, BillingDesk.Issue), (3, BillingDesk.Credit), (1, BillingDesk.Void), (2, BillingDesk.Refund),
        (2, BillingDesk.EndRefund),
        (10, CashDesk.Pay), (2, CashDesk.Apply), (3, CashDesk.Unapply), (2, CashDesk.Return), (1, CashDesk.SendBack),
        (7, CashDesk.Settle), (2, RiskDesk.Dispute), (2, RiskDesk.Decide), (2, RiskDesk.Reserve), (2, RiskDesk.FreeReserve),
        (1, RiskDesk.Block), (1, RiskDesk.Lift), (1, RiskDesk.SetOff), (2, RepaymentDesk.Repay),
        (1, RepaymentDesk.WriteOff), (3, PayoutDesk.Build), (4, PayoutDesk.Transmit), (6, PayoutDesk.Move), (3, Repeat),
    ];

    private static readonly Func<Business, Dice,
        bool>[] Table = [.. Acts.SelectMany(act => Enumerable.Repeat(act.Act, act.Often))];

    public static Arbitrary<Flow> Any(int steps) => Arb.From(
        from start in Gen.Choose(0, int.MaxValue)
        from rest in Gen.Choose(0, int.MaxValue).ArrayOf(steps)
        select new Flow(start, rest), flow => flow.Shorter());

    public static IEnumerable<string> ActNames => Acts.Select(act => act.Act.Method.Name);

    /// <summary>What happened, act by act.</summary>
    public List<string> Story { get; } = [];

    /// <summary>The first thing that breaks, or nothing.</summary>
    public string? Fault()
    {
        var business = new Business(new Dice(Start));
        Story.Clear();
        foreach (var step in Steps)
        {
            business.Tick();
            var dice = new Dice(step);
            var act = dice.Pick(Table);
            if (!act(business, dice))
                continue;
            Story.Add(act.Method.Name);
            if (Invariants.Broken(business).FirstOrDefault() is { } broken)
                return $"{broken}; after {string.Join(", ", Story)}";
        }

        return null;
    }

    /// <summary>An event that was told before, told again: nothing is written.</summary>
    private static bool Repeat(Business business, Dice dice)
    {
        if (business.Told.Count == 0)
            return false;
        var entries = business.Books.Entries.Count;
        foreach (var draft in business.Told)
        {
            if (business.Books.Post(draft) || business.Books.Entries.Count != entries)
                throw new InvalidOperationException($"{draft.PostingKey} was posted twice.");
        }

        foreach (var receipt in business.Receipts.Where(receipt => receipt.IsSettled))
            CashDesk.Settle(business, receipt, 1 + dice.Throw(5));
        foreach (var dispute in business.Risk.Disputes.Where(dispute => dispute.ClosedAt is not null))
            business.Risk.Close(business, dispute, dice.Once(2), dispute.ClosedAt);
        return business.Books.Entries.Count == entries;
    }

    private IEnumerable<Flow> Shorter()
    {
        for (var length = Steps.Count / 2; length > 0; length /= 2)
        for (var from = 0; from + length <= Steps.Count; from += length)
            yield return this with { Steps = [.. Steps.Take(from), .. Steps.Skip(from + length)] };
    }
}
