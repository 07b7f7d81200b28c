using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class AllocationTests
{
    private static readonly PayeeId Ann = Payee(1);
    private static readonly PayeeId Bob = Payee(2);

    private static PayeeId Payee(int number) => new(SomeFacts.Id(number));

    [Fact]
    public void Of_APartPayment_SplitsTheCumulative()
    {
        var first = Allocation.Of(1000, 0, 333, [(Ann, 500), (Bob, 300)], 100, 100);
        var second = Allocation.Of(1000, 333, 1000, [(Ann, 500), (Bob, 300)], 100, 100);
        Assert.Equal([167, 100], first.Payees.Select(part => part.Minor));
        Assert.Equal([333, 200], second.Payees.Select(part => part.Minor));
        Assert.Equal(333, first.Payees.Sum(part => part.Minor) + first.FeeMinor + first.TaxMinor);
    }

    [Fact]
    [Trait("Requirement", "LED-9")]
    public void Of_OverAnySplitOfTheGross_EndsAtTheSharesAndNeverTakesAPartBack()
    {
        Prop.ForAll<PositiveInt[], NonNegativeInt, PositiveInt[]>((given, fee, payments) =>
        {
            var shares = given.Select((share, i) => (Payee(i), (long)share.Get)).DefaultIfEmpty((Ann, 7)).ToArray();
            var gross = shares.Sum(share => share.Item2) + fee.Get;
            var funded = new long[shares.Length];
            var collected = 0L;
            var right = true;
            foreach (var payment in payments.Select(payment => (long)payment.Get).Append(gross))
            {
                var amount = Math.Min(payment, gross - collected);
                var parts = Allocation.Of(gross, collected, collected + amount, shares, fee.Get, 0);
                collected += amount;
                for (var i = 0; i < shares.Length; i++)
                    funded[i] += parts.Payees[i].Minor;
                right &= parts.Payees.All(part => part.Minor >= 0) && parts.FeeMinor >= 0 && funded.Sum() <= collected
                    && funded.Zip(shares).All(pair => pair.First <= pair.Second.Item2);
            }

            return right && funded.SequenceEqual(shares.Select(share => share.Item2));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>By largest remainder the third payee would have 2 of 10 and 1 of 11.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void Of_WhenOneMoreCentComes_NeverShrinksAPart()
    {
        (PayeeId, long)[] shares = [(Ann, 6), (Bob, 6), (Payee(3), 2)];
        var whole = Enumerable.Range(0, 15).Select(collected => Allocation.Of(14, 0, collected, shares, 0, 0)).ToList();
        for (var collected = 1; collected < whole.Count; collected++)
            Assert.All(whole[collected].Payees.Zip(whole[collected - 1].Payees),
                pair => Assert.True(pair.First.Minor >= pair.Second.Minor));
    }

    [Fact]
    public void Of_GivenBackInAnotherOrder_TakesBackExactlyWhatItGave()
    {
        (PayeeId, long)[] shares = [(Ann, 6), (Bob, 6)];
        var given = Allocation.Of(14, 0, 9, shares, 2, 0).Payees.Zip(Allocation.Of(14, 9, 14, shares, 2, 0).Payees);
        var back = Allocation.Of(14, 5, 14, shares, 2, 0).Payees.Zip(Allocation.Of(14, 0, 5, shares, 2, 0).Payees);
        Assert.Equal(given.Select(pair => pair.First.Minor + pair.Second.Minor),
            back.Select(pair => pair.First.Minor + pair.Second.Minor));
    }
}
