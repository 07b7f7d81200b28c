using NodaTime;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Exceptions;

public sealed class ExceptionCaseTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly PersonId Oskar = new(Guid.NewGuid());

    public static TheoryData<ExceptionType> Types => [.. Enum.GetValues<ExceptionType>()];

    [Theory]
    [MemberData(nameof(Types))]
    [Trait("Requirement", "EXC-1")]
    public void EveryType_HasAnOwnerAFallbackAClockALadderAndAWayOut(ExceptionType type)
    {
        var row = ExceptionTypes.Of(type);

        Assert.Equal(type, row.Type);
        Assert.NotEqual(row.Owner, row.Fallback);
        Assert.True(row.Sla > Duration.Zero);
        Assert.NotEmpty(row.Ladder);
        Assert.All([row.Words, row.WayOut], words => Assert.False(string.IsNullOrWhiteSpace(words)));
        Assert.Equal((row.Owner, Now + row.Sla), (ACase(type).OwnerRole, ACase(type).DueAt));
    }

    [Theory]
    [MemberData(nameof(Types))]
    [Trait("Requirement", "EXC-1")]
    public void Age_ClimbsTheLadderOnceForEachClockThatRanOut(ExceptionType type)
    {
        var (one, row) = (ACase(type), ExceptionTypes.Of(type));

        Assert.False(one.Age(one.DueAt - Duration.FromSeconds(1), row));
        for (var rung = 1; rung <= row.Ladder.Count; rung++)
        {
            var at = one.DueAt + (row.Sla * (rung - 1));
            Assert.True(one.Age(at, row));
            Assert.False(one.Age(at, row));
            Assert.Equal(rung, one.Rung);
        }

        Assert.False(one.Age(one.DueAt + (row.Sla * 100), row));
    }

    [Theory]
    [InlineData("", "Sent back")]
    [InlineData("Wrong reference", " ")]
    [Trait("Requirement", "EXC-2")]
    public void Resolve_WithoutACauseOrAResolution_IsRefused(string cause, string resolution)
    {
        var one = ACase(ExceptionType.UnmatchedDeposit);

        Assert.Equal("shared.required", one.Resolve(Oskar, Now, new CaseClosing(cause, resolution)).Refusal?.Code);
        Assert.Equal(ExceptionState.Open, one.State);
    }

    [Fact]
    [Trait("Requirement", "EXC-2")]
    public void Resolve_KeepsWhoWhyAndTheEntry_AndASecondPressIsRefused()
    {
        var (one, entry) = (ACase(ExceptionType.UnmatchedDeposit), new EntryId(Guid.NewGuid()));
        Assert.False(one.Assign(Oskar, Oskar, Now).IsRefused);
        Assert.False(one.Comment(Oskar, Now, "The buyer named another number.").IsRefused);

        Assert.False(one.Resolve(Oskar, Now, new("Wrong reference", "Applied by hand", entry)).IsRefused);

        Assert.Equal((ExceptionState.Resolved, entry, Oskar), (one.State, one.ResolvingEntryId, one.ResolvedBy));
        Assert.Equal([1, 2], one.Notes.Select(note => note.Number));
        Assert.True(one.Resolve(Oskar, Now, new("Again", "Again")).IsRefused);
        Assert.Equal("Applied by hand", one.Resolution);
    }

    /// <summary>Every kind of case against each of the three answers on money.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    [Trait("Requirement", "EXC-2")]
    public void Resolve_AsksForTheMoneyAnswerOfItsType(ExceptionType type)
    {
        var entry = new EntryId(Guid.NewGuid());
        string? Closed(CaseClosing closing) => ACase(type).Resolve(Oskar, Now, closing).Refusal?.Code;

        var (silent, noMoney) = (new CaseClosing("Cause", "Done"), new CaseClosing("Cause", "Done", null, "It was a test."));

        Assert.Equal("exceptions.money-answers-contradict", Closed(noMoney with { Entry = entry }));
        Assert.Null(Closed(silent with { Entry = entry }));
        (string? Silent, string? NoMoney) expected = ExceptionTypes.Of(type).Posting switch
        {
            ResolvingPosting.EntryDemanded => ("exceptions.entry-demanded", "exceptions.entry-demanded"),
            ResolvingPosting.EntryOrReason => ("exceptions.money-answer-missing", null),
            _ => (null, null),
        };
        Assert.Equal(expected, (Closed(silent), Closed(noMoney)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    [Trait("Requirement", "EXC-1")]
    public void Snooze_WhereTheTypeDoesNotAllowIt_IsRefused(ExceptionType type)
    {
        var refusal = ACase(type).Snooze(Oskar, Now, Now + Duration.FromHours(1), "Waits for the bank").Refusal?.Code;

        Assert.Equal(ExceptionTypes.Of(type).Allows(CaseStep.Snooze) ? null : "exceptions.step-not-allowed", refusal);
    }

    [Theory]
    [InlineData(0, "Bank", "exceptions.snooze-ends-too-soon")]
    [InlineData(31 * 24, "Bank", "exceptions.snooze-too-long")]
    [InlineData(24, " ", "shared.required")]
    [Trait("Requirement", "EXC-8")]
    public void Snooze_WithoutAnEndInReachOrAReason_IsRefused(int hours, string reason, string code) => Assert.Equal(code,
        ACase(ExceptionType.OverdueMilestone).Snooze(Oskar, Now, Now + Duration.FromHours(hours), reason).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "EXC-8")]
    public void Snooze_SleepsWithoutClimbing_AndComesBackByItself()
    {
        var (one, row) = (ACase(ExceptionType.OverdueMilestone), ExceptionTypes.Of(ExceptionType.OverdueMilestone));
        var until = one.DueAt + Duration.FromHours(1);

        Assert.Null(one.Snooze(Oskar, Now, until, "The approver is on leave").Refusal);

        Assert.True(one.IsAsleep(until - Duration.FromSeconds(1)));
        Assert.False(one.Age(one.DueAt, row));
        Assert.False(one.IsAsleep(until));
        Assert.True(one.Age(until, row));
    }

    [Fact]
    [Trait("Requirement", "EXC-8")]
    public void Snooze_PastADeadlineOfTheOutside_IsRefused()
    {
        var one = ACase(ExceptionType.UnmatchedDeposit);
        one.Watch(("Unapplied money: return, 75 days", Now + Duration.FromDays(3)), Now);

        Assert.Equal("exceptions.sleeps-past-deadline",
            one.Snooze(Oskar, Now, Now + Duration.FromDays(3), "Bank").Refusal?.Code);
        Assert.Null(one.Snooze(Oskar, Now, Now + Duration.FromDays(2), "Bank").Refusal);
    }

    private static ExceptionCase ACase(ExceptionType type) => new(
        new(Guid.NewGuid()), type, "cash.unknown-invoice", "EUR 480.00 is unapplied.", "unapplied:1",
        new Money(480_00, Currency.Of("EUR")), new ExceptionLinks(), Now);
}
