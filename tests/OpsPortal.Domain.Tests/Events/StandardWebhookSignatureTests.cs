using System.Security.Cryptography;
using System.Text;
using NodaTime;
using OpsPortal.Domain.Events;

namespace OpsPortal.Domain.Tests.Events;

public sealed class StandardWebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_dGhlIHByZXZpb3VzIHNlY3JldCBvZiAyNCBi";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly Instant At = Instant.FromUnixTimeSeconds(1_614_265_330);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");

    [Fact]
    [Trait("Requirement", "EVT-1")]
    public void Verify_OfThePublishedVector_IsGood() =>
        Assert.Equal(SignatureVerdict.Good, Verify(Published, At, Secret));

    [Fact]
    public void Sign_OfThePublishedVector_GivesTheSame() =>
        Assert.Equal(Published, StandardWebhookSignature.Sign(Id, Body, Secret, At).Signature);

    [Fact]
    [Trait("Control", "T31")]
    public void Verify_WithTwoSecretsWhileRotating_TakesEither()
    {
        Assert.Equal(SignatureVerdict.Good, Verify(Published, At, OtherSecret, Secret));
        Assert.Equal(SignatureVerdict.Good, Verify("v1,AAAA v2,x " + Published, At, Secret));
        Assert.Equal(SignatureVerdict.Wrong, Verify(Published, At, OtherSecret));
    }

    [Theory]
    [InlineData(300, SignatureVerdict.Good)]
    [InlineData(301, SignatureVerdict.TooOld)]
    [InlineData(-300, SignatureVerdict.Good)]
    [InlineData(-301, SignatureVerdict.FromTheFuture)]
    [Trait("Control", "T28")]
    public void Verify_WithClocksApart_KeepsFiveMinutes(int seconds, SignatureVerdict verdict) =>
        Assert.Equal(verdict, Verify(Published, At + Duration.FromSeconds(seconds), Secret));

    [Fact]
    [Trait("Requirement", "EVT-1")]
    [Trait("Control", "T26")]
    public void Verify_WithAnyBitTurned_IsWrong()
    {
        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var body = Body.ToArray();
            body[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(SignatureVerdict.Wrong, Verify(Published, At, body, Secret));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Verify_WithoutHeader_SaysSo(string? signature) =>
        Assert.Equal(SignatureVerdict.NoHeader, Verify(signature, At, Secret));

    [Theory]
    [InlineData("g0hM9SsE")]
    [InlineData("v1,%%%%")]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Verify_OfANonsenseHeader_IsMalformed(string signature) =>
        Assert.Equal(SignatureVerdict.Malformed, Verify(signature, At, Secret));

    [Fact]
    public void Verify_WithoutSecret_LetsNothingIn() => Assert.Equal(SignatureVerdict.NoSecret, Verify(Published, At, Body));

    [Fact]
    public void Verify_OfRandomSignatures_IsNeverGood()
    {
        for (var i = 0; i < 500; i++)
        {
            var signature = "v1," + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            Assert.Equal(SignatureVerdict.Wrong, Verify(signature, At, Secret));
        }
    }

    private static SignatureVerdict Verify(string? signature, Instant now, params string[] secrets) =>
        Verify(signature, now, Body, secrets);

    private static SignatureVerdict Verify(string? signature, Instant now, byte[] body, params string[] secrets) =>
        StandardWebhookSignature.Verify(new StandardWebhookHeaders(Id, "1614265330", signature), body, secrets, now);
}
