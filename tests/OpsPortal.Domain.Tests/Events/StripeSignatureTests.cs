using System.Text;
using NodaTime;
using OpsPortal.Domain.Events;

namespace OpsPortal.Domain.Tests.Events;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_stripe_a";
    private const string ByOpenSsl = "467b94e32a2613a33437872e5a567afccf4650e5d3da7646bc062f82edc62330";
    private static readonly Instant At = Instant.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"id\":\"evt_1\",\"object\":\"event\"}");

    [Theory]
    [Trait("Requirement", "EVT-1")]
    [InlineData("t=1700000000,v1=" + ByOpenSsl)]
    [InlineData("t=1700000000,v1=0000000000000000000000000000000000000000000000000000000000000000,v1=" + ByOpenSsl)]
    [InlineData("t=1700000000, v0=abc, v1=" + ByOpenSsl)]
    public void Verify_OfAGoodHeader_IsGood(string header) => Assert.Equal(SignatureVerdict.Good, Verify(header, At, Secret));

    [Fact]
    public void Sign_GivesWhatOpenSslGives() =>
        Assert.Equal("t=1700000000,v1=" + ByOpenSsl, StripeSignature.Sign(Body, Secret, At));

    [Fact]
    [Trait("Control", "T31")]
    public void Verify_WithTwoSecretsWhileRotating_TakesEither()
    {
        var header = StripeSignature.Sign(Body, Secret, At);
        Assert.Equal(SignatureVerdict.Good, Verify(header, At, "whsec_new", Secret));
        Assert.Equal(SignatureVerdict.Wrong, Verify(header, At, "whsec_new"));
    }

    [Theory]
    [InlineData(300, SignatureVerdict.Good)]
    [InlineData(301, SignatureVerdict.TooOld)]
    [InlineData(-300, SignatureVerdict.Good)]
    [InlineData(-301, SignatureVerdict.FromTheFuture)]
    [Trait("Control", "T28")]
    public void Verify_WithClocksApart_KeepsFiveMinutes(int seconds, SignatureVerdict verdict) =>
        Assert.Equal(verdict, Verify(StripeSignature.Sign(Body, Secret, At), At + Duration.FromSeconds(seconds), Secret));

    [Theory]
    [InlineData(null, SignatureVerdict.NoHeader)]
    [InlineData("", SignatureVerdict.NoHeader)]
    [InlineData("nonsense", SignatureVerdict.Malformed)]
    [InlineData("t=1700000000", SignatureVerdict.Malformed)]
    [InlineData("t=1700000000,v1=xyz", SignatureVerdict.Malformed)]
    [InlineData("t=-1,v1=" + ByOpenSsl, SignatureVerdict.Malformed)]
    [InlineData("t=1700000001,v1=" + ByOpenSsl, SignatureVerdict.Wrong)]
    [InlineData("t=1700000000,v0=" + ByOpenSsl, SignatureVerdict.Malformed)]
    public void Verify_OfABadHeader_LetsNothingIn(string? header, SignatureVerdict verdict) =>
        Assert.Equal(verdict, Verify(header, At, Secret));

    [Fact]
    [Trait("Control", "T27")]
    public void Verify_OfAReserialisedBody_IsWrong()
    {
        var header = StripeSignature.Sign(Body, Secret, At);
        var spaced = Encoding.UTF8.GetBytes("{\"id\": \"evt_1\",\"object\":\"event\"}");
        Assert.Equal(SignatureVerdict.Wrong, StripeSignature.Verify(header, spaced, [Secret], At));
    }

    private static SignatureVerdict Verify(string? header, Instant now, params string[] secrets) =>
        StripeSignature.Verify(header, Body, secrets, now);
}
