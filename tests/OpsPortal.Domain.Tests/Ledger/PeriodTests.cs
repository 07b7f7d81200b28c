using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Domain.Tests.Ledger;

public sealed class PeriodTests
{
    private static readonly LocalDate Today = new(2026, 3, 14);

    [Fact]
    [Trait("Requirement", "LED-8")]
    public void PostingDate_InAnOpenMonth_IsTheDayItHappened() =>
        Assert.Equal(new LocalDate(2026, 2, 27), Of(new LocalDate(2026, 2, 27), default));

    [Fact]
    [Trait("Requirement", "LED-8")]
    public void PostingDate_InAClosedMonth_IsTheFirstDayOfTheNextOpenOne() =>
        Assert.Equal(new LocalDate(2026, 3, 1), Of(new LocalDate(2026, 1, 27), new(new(2026, 2), null)));

    [Fact]
    public void PostingDate_IsNeverLaterThanToday() =>
        Assert.Equal(Today, Of(Today.PlusDays(9), default));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-2, true)]
    public void IsLate_CountsFromTheDayBeforeYesterday(int days, bool late) =>
        Assert.Equal(late, PostingDate.IsLate(Today.PlusDays(days), Today));

    [Fact]
    public void Move_OverEveryPair_FollowsTheTable()
    {
        foreach (var from in Enum.GetValues<PeriodState>())
        {
            foreach (var action in Enum.GetValues<PeriodAction>())
            {
                var period = InState(from);
                var outcome = period.Move(action, SomeFacts.Now);
                var legal = PeriodLifecycle.Moves.TryGetValue((from, action), out var to);
                Assert.Equal(legal, !outcome.IsRefused);
                Assert.Equal(legal ? to : from, period.State);
            }
        }
    }

    private static LocalDate Of(LocalDate happenedOn, ShutBooks shut) =>
        PostingDate.Of(happenedOn, Today, shut, EventFamily.PaymentSucceeded);

    private static Period InState(PeriodState state)
    {
        var period = Period.Open(new PeriodId(SomeFacts.Id(1)), SomeFacts.Entity, Today.ToYearMonth(), SomeFacts.Now);
        if (state != PeriodState.Open)
            period.Move(PeriodAction.BeginClosing, SomeFacts.Now);
        if (state == PeriodState.Closed)
            period.Move(PeriodAction.Close, SomeFacts.Now);
        return period;
    }
}
