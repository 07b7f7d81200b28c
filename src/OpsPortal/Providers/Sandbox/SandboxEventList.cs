using NodaTime.Text;
using OpsPortal.Events;

namespace OpsPortal.Providers.Sandbox;

/// <summary>The sandbox provider's list of its events, over HTTP.</summary>
[Part]
internal sealed class SandboxEventList(SandboxAddress address, IConfiguration configuration) : IProviderEventList, IDisposable
{
    private readonly HttpClient client = OutgoingCalls.Client(TimeSpan.FromSeconds(15));

    public string Provider => SandboxEventReader.Name;

    public Duration Kept => Duration.FromDays(30);

    public bool IsSetUp => configuration.GetValue<bool>("Demo:Enabled");

    public async Task<ListedEvents> ListAsync(Instant since, string? after, CancellationToken ct)
    {
        var query = $"?since={Uri.EscapeDataString(InstantPattern.ExtendedIso.Format(since))}"
            + (after is null ? "" : $"&after={Uri.EscapeDataString(after)}");
        var body = await client.GetByteArrayAsync(address.Of(SandboxEventListEndpoint.Path + query), ct);
        var parsed = EventJson.Parse(body);
        if (parsed.IsRefused)
            throw new HttpRequestException(parsed.Refusal.Text);
        using var document = parsed.Value;
        return new ListedEvents(
            [.. document.RootElement.Part("events").EnumerateArray().Select(row => new ListedEvent(
                row.Text("id")!, InstantPattern.ExtendedIso.Parse(row.Text("created_at") ?? "").Value, row.Text("body")!))],
            document.RootElement.Text("next"));
    }

    public void Dispose() => client.Dispose();
}
