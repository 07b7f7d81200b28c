using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Payouts;

/// <summary>What a provider's status proves, over real HTTP: only its own word on this payout settles anything.</summary>
[Trait("Requirement", "EVT-6")]
public sealed class ProviderStatusTests
{
    private static readonly PayoutOrder Order = new("key-1", new Money(100, Currency.Of("EUR")), "PB-1")
    {
        LegalEntityCode = "IE01", PayeeName = "Ann", Account = new(Guid.CreateVersion7()), AccountMasked = "..1",
    };

    [Theory]
    [InlineData(201, ProviderWord.Taken, ProviderWord.Taken)]
    [InlineData(302, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(400, ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(401, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(402, ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(403, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(404, ProviderWord.Lost, ProviderWord.NotKnown)]
    [InlineData(409, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(422, ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(429, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(503, ProviderWord.Lost, ProviderWord.Lost)]
    internal async Task Status_OfASendingAndOfAnEnquiry_ProvesThis(int status, ProviderWord sent, ProviderWord asked)
    {
        await using var outside = WebApplication.CreateSlimBuilder().Build();
        outside.Urls.Add("http://127.0.0.1:0");
        outside.MapFallback(() => Results.Json(new { id = "po_1", status = "accepted" }, statusCode: status));
        await outside.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Providers:Sandbox:BaseUrl"] = outside.Urls.Single() }).Build();
        using var provider = new SandboxPayoutProvider(new SandboxAddress(settings), new AnswerTime(settings));

        var answers = (await provider.SendAsync(Order, default), await provider.EnquireAsync(Order.Key, default));

        Assert.Equal((sent, asked), (answers.Item1.Word, answers.Item2.Word));
        Assert.StartsWith($"{status}", answers.Item2.Raw, StringComparison.Ordinal);
    }
}
