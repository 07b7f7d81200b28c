using System.Net.Http.Headers;
using OpsPortal.Events;

namespace OpsPortal.Providers.Stripe;

/// <summary>
/// Stripe's list of events, latest first, kept for thirty days. Asked where <c>Providers:Stripe:ApiKey</c> is set, at
/// <c>Providers:Stripe:BaseUrl</c> or Stripe itself.
/// </summary>
[Part]
internal sealed class StripeEventList(IConfiguration configuration) : IProviderEventList, IDisposable
{
    private const string Public = "https://api.stripe.com";
    private readonly HttpClient client = OutgoingCalls.Client(TimeSpan.FromSeconds(30));

    public string Provider => StripeEventReader.Name;

    public Duration Kept => Duration.FromDays(30);

    public bool IsSetUp => configuration["Providers:Stripe:ApiKey"] is { Length: > 0 };

    public async Task<ListedEvents> ListAsync(Instant since, string? after, CancellationToken ct)
    {
        var host = configuration["Providers:Stripe:BaseUrl"] ?? Public;
        var address = $"{host}/v1/events?limit=100&created[gte]={since.ToUnixTimeSeconds()}"
            + (after is null ? "" : $"&starting_after={Uri.EscapeDataString(after)}");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configuration["Providers:Stripe:ApiKey"]);
        using var response = await client.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        var parsed = EventJson.Parse(await response.Content.ReadAsByteArrayAsync(ct));
        if (parsed.IsRefused)
            throw new HttpRequestException(parsed.Refusal.Text);
        using var document = parsed.Value;
        List<ListedEvent> events = [.. document.RootElement.Part("data").EnumerateArray()
            .Where(row => row.Text("id") is not null)
            .Select(row => new ListedEvent(
                row.Text("id")!, Instant.FromUnixTimeSeconds(row.Whole("created") ?? 0), row.GetRawText()))];
        var hasMore = document.RootElement.Part("has_more").ValueKind == System.Text.Json.JsonValueKind.True;
        return new ListedEvents(events, hasMore && events.Count > 0 ? events[^1].EventId : null);
    }

    public void Dispose() => client.Dispose();
}
