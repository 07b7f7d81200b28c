using OpsPortal.Events;
using OpsPortal.Providers;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Dunning;

/// <summary>The sandbox provider over HTTP.</summary>
[Part]
internal sealed class SandboxCollectionProvider(SandboxAddress address) : ICollectionProvider, IDisposable
{
    private const int LongestAnswer = 2000;
    private readonly HttpClient client = OutgoingCalls.Client(TimeSpan.FromSeconds(15));

    public string Name => SandboxEventReader.Name;

    public async Task<CollectionAnswer> CollectAsync(CollectionOrder order, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address.Of(SandboxCollectionEndpoints.Path));
        request.Headers.Add("Idempotency-Key", order.Key);
        request.Content = JsonContent.Create(new
        {
            amount_minor = order.Amount.Minor, currency = order.Amount.Currency.Code, rail = order.Rail.ToString(),
            invoice_number = order.InvoiceNumber,
        });
        try
        {
            using var response = await client.SendAsync(request, ct);
            var body = await response.Content.ReadAsByteArrayAsync(ct);
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => new CollectionAnswer(true, ReferenceOf(body), null),
                408 or 409 or 425 or 429 or >= 500 => new CollectionAnswer(null, null, $"{(int)response.StatusCode}"),
                var code => new CollectionAnswer(false, null, $"{code} {Words(body)}"),
            };
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException
            || (trouble is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new CollectionAnswer(null, null, trouble.Message);
        }
    }

    public void Dispose() => client.Dispose();

    private static string? ReferenceOf(byte[] body)
    {
        var parsed = EventJson.Parse(body);
        if (parsed.IsRefused)
            return null;
        using var document = parsed.Value;
        return document.RootElement.Text("id");
    }

    private static string Words(byte[] body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body);
        return text.Length > LongestAnswer ? text[..LongestAnswer] : text;
    }
}
