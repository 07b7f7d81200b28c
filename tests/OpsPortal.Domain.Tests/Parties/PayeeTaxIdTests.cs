using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Parties;

[Trait("Requirement", "CMP-4")]
public sealed class PayeeTaxIdTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly PersonId Ann = new(Guid.NewGuid());

    private static readonly TaxCheck Confirmed = new("VIES", TaxCheckResult.Confirmed, Now, null);

    [Fact]
    public void Add_OfANewVersion_ReplacesTheOldOneAtOnce_AndLeavesTheRestOfItAlone()
    {
        var old = Added(Confirmed).Value;
        var later = Now + Duration.FromDays(365);

        var newer = Added(Confirmed with { CheckedAt = later }, old, later).Value;

        Assert.Equal((1, later, Now, "DE •••• 976"), (old.Version, old.ReplacedAt, old.CheckedAt, old.NumberMasked));
        Assert.Equal((2, null, later, "sealed"), (newer.Version, newer.ReplacedAt, newer.CheckedAt, newer.NumberProtected));
    }

    [Fact]
    public void Add_WhenRefused_LeavesTheCurrentVersionInForce()
    {
        var old = Added(Confirmed).Value;

        Assert.True(Added(Confirmed with { Source = "" }, old).IsRefused);

        Assert.Null(old.ReplacedAt);
    }

    [Theory]
    [InlineData(TaxCheckResult.Confirmed, true, null, null)]
    [InlineData(TaxCheckResult.Confirmed, false, null, "shared.required")]
    [InlineData(TaxCheckResult.NotChecked, true, "VIES was down", "parties.check-without-result")]
    [InlineData(TaxCheckResult.NotChecked, false, "VIES was down", null)]
    [InlineData(TaxCheckResult.NotChecked, false, " ", "parties.tax-number-not-confirmed")]
    [InlineData(TaxCheckResult.NoAnswer, true, null, "parties.tax-number-not-confirmed")]
    [InlineData(TaxCheckResult.NoAnswer, true, "VIES was down", null)]
    [InlineData(TaxCheckResult.NotConfirmed, true, null, "parties.tax-number-not-confirmed")]
    [InlineData(TaxCheckResult.NotConfirmed, true, "Registered last week; certificate seen", null)]
    public void Add_OfAVatNumber_NeedsTheWordOfARegistryOrAReason(
        TaxCheckResult result, bool isDated, string? reason, string? code) =>
        Assert.Equal(code, Added(new("VIES", result, isDated ? Now : null, reason)).Refusal?.Code);

    [Fact]
    public void Add_OfANumberThatNoRegistryKnows_NeedsNoReason()
    {
        var ssn = TaxNumber.Parse(TaxNumberKind.Ssn, "US", "219-09-9999").Value;
        var check = new TaxCheck("W-9", TaxCheckResult.NotChecked, null, null);

        Assert.False(Add(ssn, check).IsRefused);
        Assert.Equal("parties.tax-number-not-confirmed",
            Add(ssn, check with { Result = TaxCheckResult.NotConfirmed, CheckedAt = Now }).Refusal?.Code);
    }

    [Fact]
    public void Add_WithACheckOfTomorrow_IsRefused() => Assert.Equal("parties.checked-later",
        Added(Confirmed with { CheckedAt = Now + Duration.FromSeconds(1) }).Refusal?.Code);

    [Theory]
    [InlineData("", null, "shared.required")]
    [InlineData("Certificate of DE 136 695 976", null, "parties.tax-number-in-words")]
    [InlineData("VIES", "136695976 was typed by hand", "parties.tax-number-in-words")]
    [InlineData("VIES", "Ends with 976", null)]
    public void Add_WithWordsThatGiveTheNumberAway_IsRefused(string source, string? reason, string? code) =>
        Assert.Equal(code, Added(Confirmed with { Source = source, FallbackReason = reason }).Refusal?.Code);

    [Fact]
    public void Add_WithWordsTooLong_IsRefused()
    {
        Assert.Equal("shared.too-long", Added(Confirmed with { Source = new('x', 61) }).Refusal?.Code);
        Assert.Equal("shared.too-long", Added(Confirmed with { FallbackReason = new('x', 501) }).Refusal?.Code);
    }

    [Fact]
    public void Words_NameEveryKindAndResult()
    {
        Assert.All(Enum.GetValues<TaxNumberKind>(), kind => Assert.NotEmpty(TaxNumberWords.Name(kind)));
        Assert.All(Enum.GetValues<TaxCheckResult>(), result => Assert.NotEmpty(TaxNumberWords.Of(result)));
    }

    private static Outcome<PayeeTaxId> Added(TaxCheck check, PayeeTaxId? current = null, Instant? at = null) =>
        Add(TaxNumber.Parse(TaxNumberKind.Vat, "DE", "DE136695976").Value, check, current, at);

    private static Outcome<PayeeTaxId> Add(TaxNumber number, TaxCheck check, PayeeTaxId? current = null, Instant? at = null) =>
        PayeeTaxId.Add(new(Guid.NewGuid()), new(Guid.NewGuid()), new(number, "sealed", check), current, Ann, at ?? Now);
}
