using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

public sealed class DisputeCaseTests
{
    /// <summary>Rounded one by one, three payees put three cents aside for a dispute of one, which can then never be
    /// lost.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void KeptBack_OfATinyDispute_IsNeverMoreThanWasDisputed()
    {
        Assert.Equal(1, Of(1).KeptBack(2, [1, 1]).Sum());
        Assert.Equal([1L, 1, 1], Of(5).KeptBack(5, [1, 1, 1]));
        Assert.Equal([30L, 15], Of(50).KeptBack(100, [60, 30]));
        Assert.Empty(Of(50).KeptBack(100, []));
        Assert.Equal([10L], Of(10).KeptBack(5, [12]));
    }

    /// <summary>Three hundred of five were credited, and the payee holds its part of two: a dispute over two takes all of
    /// it.</summary>
    [Fact]
    [Trait("Requirement", "EXC-9")]
    public void KeptBack_AfterACredit_IsThePartOfWhatIsStillCollected()
    {
        Assert.Equal([148_76L], Of(200_00).KeptBack(200_00, [148_76]));
        Assert.Equal(148_76, DisputeLoss.Of(Of(200_00), 200_00, [(148_76, 148_76, 0)]).Single().KeptBackMinor);
    }

    /// <summary>Half of the payment is disputed; a third of the payee's part is kept back, some is held again, the rest has left.
    /// </summary>
    [Fact]
    [Trait("Requirement", "EXC-9")]
    public void Loss_IsTakenFromTheReserveThenFromHeldMoney_AndTheRestIsOwed()
    {
        var losses = DisputeLoss.Of(Of(50), 100, [(60, 10, 5), (30, 15, 0), (10, 0, 90)]);
        Assert.Equal([new DisputeLoss(10, 5, 15), new(15, 0, 0), new(0, 5, 0)], losses);
    }

    [Fact]
    [Trait("Requirement", "EXC-4")]
    public void DueBy_WhenTheProviderNamesNone_IsTwoHoursForAWarningAndSevenDaysForADispute()
    {
        Assert.Equal(Duration.FromDays(7), Of(1).DueBy - Of(1).OpenedAt);
        var warning = new DisputeCase(
            new DisputeId(Guid.NewGuid()), new ReceiptId(Guid.NewGuid()), "test", "fw_1", new Money(1, Currency.Of("EUR")), null,
            Of(1).OpenedAt, null, DisputeKind.FraudWarning);
        Assert.Equal(Duration.FromHours(2), warning.DueBy - warning.OpenedAt);
        Assert.False(warning.MissDeadline(warning.DueBy!.Value - Duration.Epsilon));
        Assert.True(warning.MissDeadline(warning.DueBy.Value));
    }

    /// <summary>Until the deadline, while nothing is sent or decided; a dispute that is over takes no evidence.</summary>
    [Theory]
    [InlineData("", 6, true)]
    [InlineData("", 7, false)]
    [InlineData("sent", 1, false)]
    [InlineData("won", 1, false)]
    [InlineData("lost", 1, false)]
    [InlineData("missed", 8, false)]
    [Trait("Requirement", "EXC-9")]
    public void AwaitsAnswer_OnlyWhileTheProviderTakesOne(string went, int days, bool awaits)
    {
        var (dispute, by) = (Of(50), new PersonId(Guid.NewGuid()));
        var at = dispute.OpenedAt + Duration.FromDays(days);
        _ = went switch
        {
            "sent" => dispute.SendEvidence("Contract", by, dispute.OpenedAt).IsRefused,
            "missed" => dispute.MissDeadline(at),
            "" => false,
            _ => dispute.Close(went == "won", dispute.OpenedAt),
        };

        Assert.Equal(awaits, dispute.AwaitsAnswer(at));
        Assert.Equal(!awaits, dispute.SendEvidence("Contract", by, at).IsRefused);
    }

    /// <summary>What the clock recorded the provider may still decide; so does its later word of won.</summary>
    [Fact]
    [Trait("Requirement", "EXC-9")]
    public void Close_WonAfterItsDeadline_IsWon_AndAfterTheProvidersWordIsNot()
    {
        var missed = Of(50);
        Assert.True(missed.MissDeadline(missed.DueBy!.Value));
        Assert.True(missed.IsLostByDefault);
        Assert.False(missed.Close(false, missed.DueBy.Value));
        Assert.True(missed.Close(true, missed.DueBy.Value));
        Assert.Equal((DisputeState.Won, null), (missed.State, missed.Outcome));
        Assert.False(missed.Close(true, missed.DueBy.Value));

        var decided = Of(50);
        Assert.True(decided.Close(false, decided.OpenedAt));
        Assert.False(decided.Close(true, decided.OpenedAt));
        Assert.False(decided.Close(false, decided.OpenedAt + Duration.FromDays(1)));
        Assert.True(decided.Close(true, decided.OpenedAt + Duration.Epsilon));
        Assert.Equal((DisputeState.Won, decided.OpenedAt + Duration.Epsilon), (decided.State, decided.ClosedAt!.Value));
    }

    [Fact]
    [Trait("Requirement", "EXC-9")]
    public void IsLostAfterWin_IsALaterWordOfAFormalDispute()
    {
        var won = Of(50);
        var at = won.OpenedAt + Duration.FromDays(1);
        Assert.False(won.IsLostAfterWin(false, at));
        Assert.True(won.Close(true, at));
        Assert.False(won.IsLostAfterWin(false, at));
        Assert.False(won.IsLostAfterWin(true, at + Duration.Epsilon));
        Assert.True(won.IsLostAfterWin(false, at + Duration.Epsilon));
        Assert.False(won.Close(false, at + Duration.Epsilon));
    }

    [Theory]
    [InlineData(60, 0, 0, 0, 0, 60)]
    [InlineData(0, 60, 60, 0, 60, 0)]
    [InlineData(10, 50, 20, 30, 20, 40)]
    [InlineData(0, 60, 0, 20, 0, 20)]
    [InlineData(0, 60, 90, 40, 60, 0)]
    public void LossTakenBack_ForgivesWhatIsOwing_AndHoldsWhatWasTakenOrRepaid(
        long taken, long owed, long owing, long repaid, long forgiven, long held) =>
        Assert.Equal(new LossTakenBack(forgiven, held), LossTakenBack.Of(taken, owed, owing, repaid));

    private static DisputeCase Of(long minor) => new(
        new DisputeId(Guid.NewGuid()), new ReceiptId(Guid.NewGuid()), "test", "dp_1", new Money(minor, Currency.Of("EUR")), null,
        Instant.FromUtc(2026, 3, 2, 9, 0), null);
}
