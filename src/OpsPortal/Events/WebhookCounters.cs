using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OpsPortal.Events;

/// <summary>Counts of deliveries by provider and outcome since the start: all that a delivery with a bad signature leaves
/// behind.</summary>
[Part]
internal sealed class WebhookCounters : IDisposable
{
    private readonly Meter meter = new("OpsPortal.Webhooks");
    private readonly Counter<long> deliveries;
    private readonly ConcurrentDictionary<(string Provider, string Outcome), long> counts = new();

    public WebhookCounters() => deliveries = meter.CreateCounter<long>("webhook.deliveries");

    public IReadOnlyList<(string Provider, string Outcome, long Count)> All =>
        [.. counts.Select(pair => (pair.Key.Provider, pair.Key.Outcome, pair.Value)).OrderBy(row => row)];

    public void Count(string provider, string outcome)
    {
        counts.AddOrUpdate((provider, outcome), 1, (_, count) => count + 1);
        deliveries.Add(1, new("provider", provider), new("outcome", outcome));
    }

    public long Of(string provider, string outcome) => counts.GetValueOrDefault((provider, outcome));

    public void Dispose() => meter.Dispose();
}
