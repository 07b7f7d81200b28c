using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsPortal.Tests.Hosting;

namespace OpsPortal.Tests.Operations;

/// <summary>Metrics and traces by OTLP over real HTTP, taken by a collector that listens here. Meters belong to the whole
/// process: beside other hosts, which come and go, their figures would be mixed.</summary>
[Collection(Name)]
public sealed class TelemetryTests
{
    private const string Name = "telemetry";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Export_WhenACollectorIsSet_SendsWhatTheAppDoesAndNoSecret()
    {
        await using var collector = await Collector.OpenAsync();
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Telemetry:Endpoint"] = collector.Address, ["Telemetry:Seconds"] = "1",
        });
        var client = host.CreateClient();
        await client.GetAsync(new Uri("/account/accept-invitation?token=very-secret-token", UriKind.Relative));
        await client.PostAsync(new Uri("/webhooks/sandbox", UriKind.Relative), new StringContent("{}"));

        var missing = await collector.WaitForAsync(Patience,
            "opsportal.inbox.waiting", "opsportal.job.duration", "opsportal.command.duration", "webhook.deliveries",
            "http.server.request.duration", "dotnet.gc", "job inbox", "command ", "url.path", "/webhooks/sandbox");

        Assert.Empty(missing);
        Assert.DoesNotContain("very-secret-token", collector.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("@demo.test", collector.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenTheCollectorIsGone_HindersNothing()
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Telemetry:Endpoint"] = Faults.PortalProcess.FreeAddress().ToString(), ["Telemetry:Seconds"] = "1",
        });

        using var answer = await host.CreateClient().GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Start_WhenTheCollectorIsNoAddress_SaysWhatToSet()
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Telemetry:Endpoint"] = "collector",
        });

        var fault = Assert.ThrowsAny<Exception>(() => host.CreateClient());

        Assert.Contains("Telemetry:Endpoint", fault.GetBaseException().Message, StringComparison.Ordinal);
    }

    /// <summary>Takes what is sent and keeps its bytes: names and texts stand in them as they are.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> bodies = new();
        private readonly WebApplication app;

        private Collector(WebApplication app) => this.app = app;

        public string Address => app.Urls.Single();

        public string Everything => string.Concat(bodies);

        public static async Task<Collector> OpenAsync()
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var collector = new Collector(app);
            app.MapPost("/v1/{kind}", async (HttpRequest request) =>
            {
                using var kept = new MemoryStream();
                await request.Body.CopyToAsync(kept);
                collector.bodies.Enqueue(Encoding.Latin1.GetString(kept.ToArray()));
                return Results.Ok();
            });
            await app.StartAsync();
            return collector;
        }

        public async Task<IReadOnlyList<string>> WaitForAsync(TimeSpan patience, params string[] names)
        {
            for (var until = DateTime.UtcNow + patience; DateTime.UtcNow < until; await Task.Delay(100))
            {
                if (names.All(name => Everything.Contains(name, StringComparison.Ordinal)))
                    return [];
            }

            return [.. names.Where(name => !Everything.Contains(name, StringComparison.Ordinal))];
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

/// <summary>Runs when no other host does.</summary>
[CollectionDefinition("telemetry", DisableParallelization = true)]
public sealed class TelemetryCollection;
