using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Tests.Close;

/// <summary>What a pack shows of numbers that it must not give away (CLS-3).</summary>
[Trait("Requirement", "CLS-3")]
public sealed class PackTextTests
{
    [Theory]
    [InlineData("Passport 12345678 seen", "Passport •••••678 seen")]
    [InlineData("Due 2026-09-30 15:24 UTC.", "Due 2026-09-30 15:24 UTC.")]
    [InlineData("2026-09-30", "2026-09-30")]
    [InlineData("2026-09-30, then 2026-10-01.", "2026-09-30, then 2026-10-01.")]
    [InlineData("Due 2 Oct 2026, 12:31 UTC.", "Due 2 Oct 2026, 12:31 UTC.")]
    [InlineData("12 Nov 2026", "12 Nov 2026")]
    [InlineData("112 Nov 2026", "112 Nov •026")]
    [InlineData("2 Nov 20267", "2 Nov ••267")]
    [InlineData("2 Nov 2026 4711", "2 Nov 2026 •711")]
    [InlineData("42 Nov 2026", "42 Nov •026")]
    [InlineData("2026-13-30", "•026-13-30")]
    [InlineData("2026-09-301", "•026-09-301")]
    [InlineData("99-2026-09-30", "99-•026-09-30")]
    [InlineData("2026-09-30-77", "•026-09-30-77")]
    [InlineData("", "")]
    public void Masked_WhenTextHoldsNumbers_KeepsOnlyDatesWhole(string text, string shown) =>
        Assert.Equal(shown, PackText.Masked(text));
}
