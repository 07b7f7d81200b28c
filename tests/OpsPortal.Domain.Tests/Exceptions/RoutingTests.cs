using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Exceptions;

public sealed class RoutingTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    public static TheoryData<ExceptionType> Types => [.. Enum.GetValues<ExceptionType>()];

    [Theory]
    [MemberData(nameof(Types))]
    [Trait("Requirement", "EXC-8")]
    public void EveryCase_GoesToTheFirstRuleOfWhichAllSelectorsHold_AndKeepsItsName(ExceptionType type)
    {
        (string Reason, long Minor)[] cases = [("cash.any", 10), ("recon.not-yet-due", 10), ("cash.pre-dispute", 90_000_00)];
        foreach (var (reason, amount) in cases)
        {
            var one = ACase(type, reason, amount);
            var first = RoutingRules.All.First(rule => rule.All.All(selector => selector.Holds(one)));

            Assert.Equal((first.Queue, first.Name), (one.Queue!.Value, one.RoutingRule!));
        }
    }

    [Theory]
    [InlineData(ExceptionType.ReconciliationBreak)]
    [InlineData(ExceptionType.RemittanceMismatch)]
    [Trait("Requirement", "EXC-8")]
    public void BothSidesDifferAndNotYetDue_NeverShareAQueue(ExceptionType type)
    {
        Assert.Equal(CaseQueue.NotYetDue, ACase(type, "recon.not-yet-due", 1).Queue);
        Assert.Equal(CaseQueue.BothSidesDiffer, ACase(type, "recon.amounts-differ", 1).Queue);
    }

    [Theory]
    [InlineData("cash.pre-dispute", CaseQueue.PreDisputes)]
    [InlineData("cash.dispute-opened", CaseQueue.FormalDisputes)]
    [Trait("Requirement", "EXC-9")]
    public void Disputes_BeforeAndAfterTheyAreFormal_HaveQueuesOfTheirOwn(string reason, CaseQueue queue) =>
        Assert.Equal(queue, ACase(ExceptionType.Dispute, reason, 1).Queue);

    /// <summary>One signal is enough; a second one only adds its name.</summary>
    [Fact]
    [Trait("Requirement", "EXC-8")]
    public void Urgency_HoldsWhenAnySignalHolds()
    {
        var small = ACase(ExceptionType.UnmatchedDeposit, "cash.any", 49_999_99);
        var large = ACase(ExceptionType.UnmatchedDeposit, "cash.any", 50_000_00);

        Assert.Null(UrgencySignals.Of(small, Now));
        Assert.Equal("Large amount", UrgencySignals.Of(large, Now));
        Assert.Equal("Late", UrgencySignals.Of(small, small.DueAt));
        small.Watch(("Return", Now + Duration.FromHours(25)), Now);
        Assert.Null(small.Urgency);
        small.Watch(null, Now + Duration.FromHours(1));
        Assert.Equal("Deadline near", small.Urgency);
        Assert.Equal("Late, Deadline near", UrgencySignals.Of(small, small.DueAt));
        Assert.Null(UrgencySignals.Of(ACase(ExceptionType.UnmatchedDeposit, "cash.any", 4_999_999, "JPY"), Now));
        Assert.Equal("Large amount", UrgencySignals.Of(ACase(ExceptionType.UnmatchedDeposit, "cash.any", 5_000_000, "JPY"), Now));
    }

    [Theory]
    [InlineData(ExceptionType.EarlyFraudWarning, null, null, null, 0, 2)]
    [InlineData(ExceptionType.Dispute, Rail.Card, -1, null, 0, 6 * 24)]
    [InlineData(ExceptionType.Dispute, Rail.Card, -1, 20, 0, 20 * 24)]
    [InlineData(ExceptionType.Dispute, Rail.Wire, -1, null, 0, null)]
    [InlineData(ExceptionType.UnmatchedDeposit, Rail.SepaCredit, -5, null, 0, 70 * 24)]
    [InlineData(ExceptionType.UnmatchedDeposit, Rail.SepaDebit, 0, null, 0, 56 * 24)]
    [InlineData(ExceptionType.UnmatchedDeposit, Rail.SepaDebit, 0, null, 57, 75 * 24)]
    [InlineData(ExceptionType.UnmatchedDeposit, Rail.SepaDebit, 0, null, 76, 396 * 24)]
    [InlineData(ExceptionType.UnmatchedDeposit, Rail.SepaDebit, 0, null, 400, 396 * 24)]
    [InlineData(ExceptionType.AmlHold, null, null, null, 0, null)]
    [Trait("Requirement", "EXC-4")]
    public void Deadline_IsTheNextOneOfTheOutside(
        ExceptionType type, Rail? rail, int? receivedDay, int? givenDay, int today, int? expectedHours)
    {
        Instant? Day(int? day) => day is { } number ? Now + Duration.FromDays(number) : null;

        var found = OutsideDeadlines.Of(type, Now, new OutsideFacts(rail, Day(receivedDay), Day(givenDay)),
            Now + Duration.FromDays(today));

        Assert.Equal(expectedHours is { } hours ? Now + Duration.FromHours(hours) : null, found?.At);
    }

    private static ExceptionCase ACase(ExceptionType type, string reason, long minor, string currency = "EUR") => new(
        new(Guid.NewGuid()), type, reason, "Trouble", "trouble", new Money(minor, Currency.Of(currency)),
        new ExceptionLinks(), Now);
}
