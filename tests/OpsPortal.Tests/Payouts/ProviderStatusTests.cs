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

    private const string Payout = """{"id":"po_1","status":"accepted","idempotency_key":"key-1"}""";
    private const string Page = "<html>Back soon</html>";

    [Theory]
    [InlineData(201, Payout, ProviderWord.Taken, ProviderWord.Taken)]
    [InlineData(200, Page, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(200, "[]", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(200, """{"id":"po_1","status":"canceled"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(200, """{"id":"po_1","status":"paid","idempotency_key":"key-2"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(302, Payout, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(400, """{"code":"bad_request"}""", ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(400, Page, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(401, """{"code":"no"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(402, """{"code":"insufficient_funds"}""", ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(403, """{"code":"no"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(404, """{"code":"unknown_key"}""", ProviderWord.Lost, ProviderWord.NotKnown)]
    [InlineData(404, """{"message":"no route"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(404, Page, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(409, Payout, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(422, """{"code":"invalid_amount"}""", ProviderWord.Refused, ProviderWord.Lost)]
    [InlineData(422, """{"code":"key_reused"}""", ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(429, Payout, ProviderWord.Lost, ProviderWord.Lost)]
    [InlineData(503, Payout, ProviderWord.Lost, ProviderWord.Lost)]
    internal async Task Answer_ToASendingAndToAnEnquiry_ProvesThis(int status, string body, ProviderWord sent, ProviderWord asked)
    {
        await using var outside = WebApplication.CreateSlimBuilder().Build();
        outside.Urls.Add("http://127.0.0.1:0");
        outside.MapFallback(() => Results.Text(body, "application/json", statusCode: status));
        await outside.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["Providers:Sandbox:BaseUrl"] = outside.Urls.Single() }).Build();
        using var provider = new SandboxPayoutProvider(new SandboxAddress(settings), new AnswerTime(settings));

        var answers = (await provider.SendAsync(Order, default), await provider.EnquireAsync(Order.Key, default));

        Assert.Equal((sent, asked), (answers.Item1.Word, answers.Item2.Word));
        Assert.StartsWith($"{status}", answers.Item2.Raw, StringComparison.Ordinal);
    }
}
