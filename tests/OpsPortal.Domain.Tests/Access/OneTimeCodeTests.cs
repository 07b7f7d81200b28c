using NodaTime;
using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Tests.Access;

[Trait("Requirement", "SEC-3")]
public sealed class OneTimeCodeTests
{
    private static readonly byte[] Key = [.. "12345678901234567890"u8];
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <summary>The last six of the eight digits of RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Of_TheVectorsOfTheStandard_IsWhatItSays(long second, string code) =>
        Assert.Equal(code, OneTimeCode.Of(Key, OneTimeCode.StepAt(Instant.FromUnixTimeSeconds(second))));

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(39, true)]
    [InlineData(40, false)]
    [InlineData(69, false)]
    public void StepOf_ACode_IsItsStepWhileItIsShownAndTenSecondsMore(int second, bool counts)
    {
        var step = OneTimeCode.StepAt(Start);

        var found = OneTimeCode.StepOf(OneTimeCode.Of(Key, step), Key, Start + Duration.FromSeconds(second));

        Assert.Equal(counts ? step : null, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("٢٨٧٠٨٢")]
    public void StepOf_WhatIsNoCode_IsNone(string code) =>
        Assert.Null(OneTimeCode.StepOf(code, Key, Instant.FromUnixTimeSeconds(59)));
}
