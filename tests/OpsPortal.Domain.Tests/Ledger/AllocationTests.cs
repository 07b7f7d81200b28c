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
    public void Of_APartPayment_SplitsByLargestRemainderOfTheCumulative()
    {
        var first = Allocation.Of(1000, 0, 333, [(Ann, 500), (Bob, 300)], 100, 100);
        var second = Allocation.Of(1000, 333, 1000, [(Ann, 500), (Bob, 300)], 100, 100);
        Assert.Equal([167, 100], first.Payees.Select(part => part.Minor));
        Assert.Equal([333, 200], second.Payees.Select(part => part.Minor));
        Assert.Equal(333, first.Payees.Sum(part => part.Minor) + first.FeeMinor + first.TaxMinor);
    }

    [Fact]
    [Trait("Requirement", "LED-9")]
    public void Next_OverAnySplitOfTheGross_EndsAtTheSharesAndNeverOverfunds()
    {
        Prop.ForAll<PositiveInt[], NonNegativeInt, PositiveInt[]>((given, fee, payments) =>
        {
            var shares = given.Select(share => (long)share.Get).DefaultIfEmpty(7).ToArray();
            var gross = shares.Sum() + fee.Get;
            var funded = new long[shares.Length];
            var collected = 0L;
            var right = true;
            foreach (var payment in payments.Select(payment => (long)payment.Get).Append(gross))
            {
                var amount = Math.Min(payment, gross - collected);
                collected += amount;
                var state = shares.Select((share, i) => new FundedShare(Payee(i), share, funded[i])).ToArray();
                var parts = Allocation.Next(gross, collected, state, fee.Get, 0, amount);
                for (var i = 0; i < shares.Length; i++)
                    funded[i] += parts.Payees[i].Minor;
                right &= parts.Payees.All(part => part.Minor >= 0) && funded.Sum() <= collected
                    && funded.Zip(shares).All(pair => pair.First <= pair.Second);
            }

            return right && funded.SequenceEqual(shares);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Next_AfterAnUnapplyInTheMiddle_HealsTheCent()
    {
        var parts = Allocation.Next(14, 14, [new FundedShare(Ann, 6, 5), new FundedShare(Bob, 6, 4)], 2, 0, 5);
        Assert.Equal([1, 2], parts.Payees.Select(part => part.Minor));
    }
}
