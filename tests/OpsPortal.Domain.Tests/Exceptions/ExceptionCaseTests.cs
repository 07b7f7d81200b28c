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

        Assert.False(one.Age(one.DueAt - Duration.FromSeconds(1)));
        for (var rung = 1; rung <= row.Ladder.Count; rung++)
        {
            var at = one.DueAt + (row.Sla * (rung - 1));
            Assert.True(one.Age(at));
            Assert.False(one.Age(at));
            Assert.Equal(rung, one.Rung);
        }

        Assert.False(one.Age(one.DueAt + (row.Sla * 100)));
    }

    [Theory]
    [InlineData("", "Sent back")]
    [InlineData("Wrong reference", " ")]
    [Trait("Requirement", "EXC-2")]
    public void Resolve_WithoutACauseOrAResolution_IsRefused(string cause, string resolution)
    {
        var one = ACase(ExceptionType.UnmatchedDeposit);

        Assert.Equal("shared.required", one.Resolve(Oskar, Now, cause, resolution, null).Refusal?.Code);
        Assert.Equal(ExceptionState.Open, one.State);
    }

    [Fact]
    [Trait("Requirement", "EXC-2")]
    public void Resolve_KeepsWhoWhyAndTheEntry_AndASecondPressIsRefused()
    {
        var (one, entry) = (ACase(ExceptionType.UnmatchedDeposit), new EntryId(Guid.NewGuid()));
        Assert.False(one.Assign(Oskar, Now).IsRefused);
        Assert.False(one.Comment(Oskar, Now, "The buyer named another number.").IsRefused);

        Assert.False(one.Resolve(Oskar, Now, "Wrong reference", "Applied by hand", entry).IsRefused);

        Assert.Equal((ExceptionState.Resolved, entry, Oskar), (one.State, one.ResolvingEntryId, one.ResolvedBy));
        Assert.Equal([1, 2], one.Notes.Select(note => note.Number));
        Assert.True(one.Resolve(Oskar, Now, "Again", "Again", null).IsRefused);
        Assert.Equal("Applied by hand", one.Resolution);
    }

    private static ExceptionCase ACase(ExceptionType type) => new(
        new(Guid.NewGuid()), type, "cash.unknown-invoice", "EUR 480.00 is unapplied.", "unapplied:1",
        new Money(480_00, Currency.Of("EUR")), new ExceptionLinks(), Now);
}
