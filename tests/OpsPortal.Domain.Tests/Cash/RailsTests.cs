using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

[Trait("Requirement", "CSH-8")]
public sealed class RailsTests
{
    private static readonly LocalDate Today = new(2026, 3, 2);

    public static TheoryData<Rail> Every => [.. Enum.GetValues<Rail>()];

    [Theory]
    [MemberData(nameof(Every))]
    public void EveryRail_HasItsFacts(Rail rail)
    {
        var facts = Rails.Of(rail);
        Assert.All([facts.Name, facts.Finality, facts.Artefact], words => Assert.False(string.IsNullOrWhiteSpace(words)));
        Assert.Null(facts.Clocks[^1].Currency);
        Assert.All(facts.Clocks, clock => Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(clock.Zone)));
        Assert.All(facts.Clocks, clock => Assert.Equal(clock.Windows.OrderBy(window => window.CutOff), clock.Windows));
        Assert.Equal(facts.Caps.OrderBy(cap => cap.Since), facts.Caps);
    }

    [Theory]
    [InlineData("2026-03-02T15:29:00Z", "2026-03-02T18:00:00Z")] // 10:29 in New York, winter time: the first window
    [InlineData("2026-03-02T15:31:00Z", "2026-03-02T22:00:00Z")] // 10:31: the second
    [InlineData("2026-03-02T21:46:00Z", "2026-03-03T18:00:00Z")] // 16:46: the first of the next day
    [InlineData("2026-03-09T14:29:00Z", "2026-03-09T17:00:00Z")] // 10:29, summer time since the day before
    [InlineData("2026-06-18T20:46:00Z", "2026-06-22T17:00:00Z")] // Juneteenth and a weekend lie between
    public void SettlesAt_OfSameDayAch_GoesByCutOffsInNewYork(string sent, string settles) =>
        Assert.Equal(At(settles), Rails.SettlesAt(Rail.SameDayAch, At(sent)));

    [Fact]
    public void ExpectedBy_OfSepaCredit_WaitsForT2()
    {
        // Maundy Thursday after the cut-off: taken along on Tuesday, settled on Wednesday, late two banking days after.
        Assert.Equal(At("2026-04-08T14:00:00Z"), Rails.SettlesAt(Rail.SepaCredit, At("2026-04-02T15:00:00Z")));
        Assert.Equal(At("2026-04-10T14:00:00Z"), Rails.ExpectedBy(Rail.SepaCredit, At("2026-04-02T15:00:00Z")));
    }

    [Fact]
    public void ExpectedBy_OfAWire_GoesByTheCurrencysOwnSystem()
    {
        var sent = At("2026-08-31T08:00:00Z"); // a bank holiday in England alone
        Assert.Equal(At("2026-09-01T16:00:00Z"), Rails.ExpectedBy(Rail.Wire, sent, Currency.Of("EUR")));
        Assert.Equal(At("2026-09-02T17:00:00Z"), Rails.ExpectedBy(Rail.Wire, sent, Currency.Of("GBP")));
        Assert.Equal(At("2026-09-01T23:00:00Z"), Rails.ExpectedBy(Rail.Wire, sent, Currency.Of("USD")));
    }

    [Theory]
    [InlineData(Rail.Rtp)]
    [InlineData(Rail.FedNow)]
    [InlineData(Rail.SepaInstant)]
    public void SettlesAt_OfAnInstantRail_IsAtOnceOnAHolidayToo(Rail rail)
    {
        var christmas = At("2026-12-25T12:00:00Z");
        Assert.Equal(christmas, Rails.SettlesAt(rail, christmas));
        Assert.Equal(christmas + Duration.FromDays(1), Rails.ExpectedBy(rail, christmas));
    }

    [Fact]
    [Trait("Requirement", "EXC-4")]
    public void EndOf_SepaDebitRefunds_IsEightWeeksAndThirteenMonths() => Assert.Equal(
        [new LocalDate(2026, 3, 9), new LocalDate(2026, 4, 27), new LocalDate(2027, 4, 2)],
        Rails.Of(Rail.SepaDebit).Returns.Select(window => Rails.EndOf(Rail.SepaDebit, window, At("2026-03-02T11:00:00Z"))));

    [Theory]
    [InlineData(Rail.SameDayAch, "USD", 1_000_000)]
    [InlineData(Rail.Rtp, "USD", 10_000_000)]
    [InlineData(Rail.FedNow, "USD", 10_000_000)]
    [Trait("Requirement", "CSH-10")]
    public void MayCarry_AboveTheCap_IsRefused(Rail rail, string currency, long most)
    {
        Assert.False(Carry(rail, currency, (most * 100) - 1).IsRefused);
        Assert.False(Carry(rail, currency, most * 100).IsRefused);
        Assert.Equal("cash.rail-cap", Carry(rail, currency, (most * 100) + 1).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CSH-10")]
    public void CapOn_IsThatOfTheDay()
    {
        var instant = Rails.Of(Rail.SepaInstant);
        Assert.Equal(10_000_000, instant.CapOn(new LocalDate(2025, 10, 4))?.Minor);
        Assert.Null(instant.CapOn(new LocalDate(2025, 10, 5)));
    }

    [Fact]
    [Trait("Requirement", "CSH-10")]
    public void MayCarry_WhenCurrencyCountryOrMandateIsMissing_IsRefused()
    {
        Assert.Equal("cash.rail-currency", Carry(Rail.Ach, "EUR", 100).Refusal?.Code);
        Assert.Equal("cash.rail-coverage", Carry(Rail.SepaCredit, "EUR", 100, country: "US").Refusal?.Code);
        Assert.Equal("cash.no-mandate", Carry(Rail.SepaDebit, "EUR", 100).Refusal?.Code);
        Assert.Equal("cash.no-mandate", Carry(Rail.SepaDebit, "EUR", 100, mandate: " ").Refusal?.Code);
        Assert.False(Carry(Rail.SepaDebit, "EUR", 100, "DE", "M-1").IsRefused);
    }

    private static Outcome Carry(Rail rail, string currency, long minor, string? country = null, string? mandate = null) =>
        RailChecks.MayCarry(rail, new Money(minor, Currency.Of(currency)), Today, country, collects: true, mandate);

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
