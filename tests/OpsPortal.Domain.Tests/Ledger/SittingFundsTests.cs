using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Flows;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class SittingFundsTests
{
    private static readonly PayeeId Ann = new(SomeFacts.Id(101));
    private static readonly InvoiceId Invoice = new(SomeFacts.Id(3));
    private static readonly ReceiptId Gone = new(SomeFacts.Id(5));
    private static readonly ReceiptId Other = new(SomeFacts.Id(6));

    [Fact]
    [Trait("Requirement", "LED-9")]
    public void TakeBack_OfMoreThanThePaymentFunded_TakesTheRestFromTheOthersHoweverMuch() => Assert.Equal(
        [Part(Gone, 7, Account.HeldSettled), Part(Other, 4, Account.HeldPending)],
        Funds(Part(Other, 10, Account.HeldPending), Part(Gone, 7, Account.HeldSettled))
            .TakeBack(Lost(11), [Funded(Gone, 7), Funded(Other, 10)]));

    [Fact]
    [Trait("Requirement", "LED-9")]
    public void TakeBack_OfWhatHasLeft_IsOwedThoughItIsACent() => Assert.Equal(
        [Part(Gone, 6, Account.HeldSettled), Part(Gone, 1, Account.RecoverableFromPayees)],
        Funds(Part(Gone, 6, Account.HeldSettled), Part(Other, 10, Account.HeldSettled))
            .TakeBack(Lost(7), [Funded(Gone, 7), Funded(Other, 10)]));

    [Fact]
    public void TakeBack_OfCentsOfAnotherThatHaveLeft_AreOwedOnTheOther() => Assert.Equal(
        [
            Part(Gone, 7, Account.HeldSettled), Part(Other, 1, Account.HeldSettled),
            Part(Other, 3, Account.RecoverableFromPayees),
        ],
        Funds(Part(Gone, 7, Account.HeldSettled), Part(Other, 1, Account.HeldSettled))
            .TakeBack(Lost(11), [Funded(Gone, 7), Funded(Other, 10)]));

    [Fact]
    public void TakeBack_OfWhatNoPaymentFunded_IsOwedOnTheOneThatGoes() => Assert.Equal(
        [Part(Gone, 11, Account.RecoverableFromPayees)], Funds().TakeBack(Lost(11), []));

    [Fact]
    public void Take_OfOnePaymentAlone_LeavesTheOthers() => Assert.Equal(
        [Part(Gone, 6, Account.BlockedByCompliance), Part(Gone, 5, Account.RecoverableFromPayees)],
        Funds(Part(Other, 10, Account.HeldSettled), Part(Gone, 6, Account.BlockedByCompliance)).Take(Lost(11)));

    [Fact]
    public void Take_Again_DoesNotFindWhatWasTaken()
    {
        var funds = Funds(Part(Gone, 8, Account.HeldPending));
        Assert.Equal(Part(Gone, 5, Account.HeldPending), Assert.Single(funds.Take(Lost(5))));
        Assert.Equal(
            [Part(Gone, 3, Account.HeldPending), Part(Gone, 2, Account.RecoverableFromPayees)], funds.Take(Lost(5)));
    }

    /// <summary>One payee of 23, three of 1, fee and tax: small parts turn all at once, so the large one stands far off its
    /// exact share in between.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void Split_AmongManySmallParts_TakesBackOtherCentsThanItGave_ByMoreThanThree()
    {
        var split = Enumerable.Range(0, 33).Select(collected => Allocation.Cumulative(32, collected, [1, 1, 1, 23], 1, 5)[3])
            .ToList();
        var (given, lost) = (split[20] - split[7], split[32] - split[19]);
        Assert.Equal((7, 11), (given, lost));
    }

    /// <summary>Payments come and go in any order, and what some of them brought is paid out: a payee has what is collected
    /// gives, and owes nothing that has not left.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void TakeBack_InAnyOrder_LeavesWhatTheCollectedGives_AndNoDebtOfOddCents() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => new ComingAndGoing(new Dice(seed)).Broken() is { } broken
            ? false.Label(broken) : true.ToProperty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static PayeePart Lost(long minor) => new(Ann, minor, Invoice, Gone);

    private static PayeePart Part(ReceiptId receipt, long minor, Account sits) => new(Ann, minor, Invoice, receipt, sits);

    private static PayeePart Funded(ReceiptId receipt, long minor) => new(Ann, minor, Invoice, receipt);

    private static SittingFunds Funds(params PayeePart[] sitting) => new(sitting);
}
