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
        return AskAsync(request, ProviderStatus.OfSending, ct);
    }

    public Task<ProviderAnswer> EnquireAsync(string key, CancellationToken ct) =>
        AskAsync(
            new HttpRequestMessage(HttpMethod.Get, address.Of($"{Path}/{Uri.EscapeDataString(key)}")),
            ProviderStatus.OfEnquiry, ct);

    public void Dispose() => client.Dispose();

    private async Task<ProviderAnswer> AskAsync(
        HttpRequestMessage request, Func<int, ProviderWord> proves, CancellationToken ct)
    {
        try
        {
            using (request)
            using (var response = await client.SendAsync(request, ct))
            {
                var body = await response.Content.ReadAsStringAsync(ct);
                var status = (int)response.StatusCode;
                return Read(proves(status), status, body.Length > LongestAnswer ? body[..LongestAnswer] : body);
            }
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException
            || (trouble is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new ProviderAnswer(ProviderWord.Lost, trouble.Message);
        }
    }

    private static ProviderAnswer Read(ProviderWord word, int status, string body)
    {
        var answer = new ProviderAnswer(word, $"{status} {body}");
        return word is ProviderWord.Taken or ProviderWord.Refused ? WithFields(answer, body) : answer;
    }

    private static ProviderAnswer WithFields(ProviderAnswer answer, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return answer with
            {
                Reference = Text(document.RootElement, "id"), Status = Text(document.RootElement, "status"),
                Code = Text(document.RootElement, "failure_code") ?? Text(document.RootElement, "code"),
                HappenedAt = InstantPattern.ExtendedIso.Parse(Text(document.RootElement, "status_at") ?? "")
                    is { Success: true } since ? since.Value : null,
            };
        }
        catch (JsonException)
        {
            return answer;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name,
            out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString()
            : null;
}
