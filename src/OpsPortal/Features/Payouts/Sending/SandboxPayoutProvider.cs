using System.Text.Json;
using NodaTime.Text;
using OpsPortal.Providers;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>The sandbox provider over HTTP. By default it is this very application's own simulated provider.</summary>
[Part]
internal sealed class SandboxPayoutProvider(SandboxAddress address, AnswerTime time) : IPayoutProvider, IDisposable
{
    private const string Path = "/sandbox-provider/v1/payouts";
    private const int LongestAnswer = 2000;
    private readonly HttpClient client = OutgoingCalls.Client(time.Longest);

    public string Name => "sandbox";

    public Task<ProviderAnswer> SendAsync(PayoutOrder order, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address.Of(Path))
        {
            Content = JsonContent.Create(new
            {
                amount_minor = order.Amount.Minor,
                currency = order.Amount.Currency.Code,
                reference = order.Reference,
                legal_entity = order.LegalEntityCode,
                idempotency_key = order.Key,
                payee = order.PayeeName,
                destination = order.Account.ToString(),
                destination_masked = order.AccountMasked,
            }),
        };
        request.Headers.Add("Idempotency-Key", order.Key);
        return AskAsync(request, order.Key, ProviderStatus.OfSending, ct);
    }

    public Task<ProviderAnswer> EnquireAsync(string key, CancellationToken ct) =>
        AskAsync(
            new HttpRequestMessage(HttpMethod.Get, address.Of($"{Path}/{Uri.EscapeDataString(key)}")),
            key, ProviderStatus.OfEnquiry, ct);

    public void Dispose() => client.Dispose();

    private async Task<ProviderAnswer> AskAsync(
        HttpRequestMessage request, string key, Func<int, ProviderBody, ProviderWord> proves, CancellationToken ct)
    {
        try
        {
            using (request)
            using (var response = await client.SendAsync(request, ct))
            {
                var body = await response.Content.ReadAsStringAsync(ct);
                var status = (int)response.StatusCode;
                return Read(key, status, body, proves);
            }
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException
            || (trouble is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new ProviderAnswer(ProviderWord.Lost, trouble.Message);
        }
    }

    private static ProviderAnswer Read(
        string key, int status, string text, Func<int, ProviderBody, ProviderWord> proves)
    {
        var raw = $"{status} {(text.Length > LongestAnswer ? text[..LongestAnswer] : text)}";
        try
        {
            using var document = JsonDocument.Parse(text);
            var told = document.RootElement;
            var isOfKey = (Text(told, "idempotency_key") ?? key) == key;
            var body = new ProviderBody(told.ValueKind == JsonValueKind.Object && isOfKey)
            {
                Id = Text(told, "id"), Status = Text(told, "status"), Code = Text(told, "failure_code") ?? Text(told, "code"),
            };
            return new ProviderAnswer(proves(status, body), raw)
            {
                Reference = body.Id, Status = body.Status, Code = body.Code,
                HappenedAt = InstantPattern.ExtendedIso.Parse(Text(told, "status_at") ?? "")
                    is { Success: true } since ? since.Value : null,
            };
        }
        catch (JsonException)
        {
            return new ProviderAnswer(proves(status, new ProviderBody(IsItsOwn: false)), raw);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name,
            out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString()
            : null;
}
