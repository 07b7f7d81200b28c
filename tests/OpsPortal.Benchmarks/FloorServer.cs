using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpsPortal.Benchmarks;

/// <summary>The smallest honest endpoint: HMAC over the raw body, JSON, one committer for up to 128, 200 after the
/// commit.</summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private readonly Channel<(string Event, string Body, string Reference, string Invoice, TaskCompletionSource Done)> arrivals =
        Channel.CreateUnbounded<(string, string, string, string, TaskCompletionSource)>();

    private readonly SemaphoreSlim sixteen = new(16);
    private readonly FloorStore store;
    private readonly WebApplication app;

    private FloorServer(FloorStore store)
    {
        this.store = store;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/webhooks/stripe", ReceiveAsync);
        app.MapPost("/known/webhooks/stripe", ReceiveKnownAsync);
        app.MapPost("/naive/webhooks/stripe", ReceiveNaivelyAsync);
    }

    public Uri Address => new(app.Urls.First());

    public static async Task<FloorServer> StartAsync(FloorStore store)
    {
        var server = new FloorServer(store);
        await server.app.StartAsync();
        _ = Task.Run(server.LoopAsync);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        arrivals.Writer.Complete();
        sixteen.Dispose();
        await app.DisposeAsync();
    }

    public static (string Event, string Reference, string Invoice)? Admit(byte[] body, string signature)
    {
        var parts = signature.Split(',');
        var time = parts[0][2..];
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(BenchStore.Secret), signed);
        if (!CryptographicOperations.FixedTimeEquals(mac, Convert.FromHexString(parts[1][3..])))
            return null;
        using var json = JsonDocument.Parse(body);
        var found = json.RootElement.GetProperty("data").GetProperty("object");
        return (json.RootElement.GetProperty("id").GetString()!, found.GetProperty("id").GetString()!,
            found.GetProperty("metadata").GetProperty("invoice_number").GetString()!);
    }

    // The floor of a replay: one ON CONFLICT on one of sixteen connections.
    private async Task ReceiveKnownAsync(HttpContext http)
    {
        var body = await ReadAsync(http);
        if (Admit(body, http.Request.Headers["Stripe-Signature"].ToString()) is not var (id, _, _))
        {
            http.Response.StatusCode = 401;
            return;
        }

        await sixteen.WaitAsync();
        try
        {
            await store.KnownAsync(id, body);
        }
        finally
        {
            sixteen.Release();
        }
    }

    private async Task ReceiveNaivelyAsync(HttpContext http)
    {
        var body = await ReadAsync(http);
        if (Admit(body, http.Request.Headers["Stripe-Signature"].ToString()) is var (id, reference, invoice))
            await store.Naive.CommitAsync(id, Encoding.UTF8.GetString(body), reference, invoice);
        else
            http.Response.StatusCode = 401;
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        return buffer.ToArray();
    }

    private async Task ReceiveAsync(HttpContext http)
    {
        var body = await ReadAsync(http);
        if (Admit(body, http.Request.Headers["Stripe-Signature"].ToString()) is not var (id, reference, invoice))
        {
            http.Response.StatusCode = 401;
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await arrivals.Writer.WriteAsync((id, Encoding.UTF8.GetString(body), reference, invoice, done));
        await done.Task;
    }

    private async Task LoopAsync()
    {
        while (await arrivals.Reader.WaitToReadAsync())
        {
            var group = new List<(string Event, string Body, string Reference, string Invoice, TaskCompletionSource Done)>();
            while (group.Count < 128 && arrivals.Reader.TryRead(out var one))
                group.Add(one);
            await store.CommitAsync([.. group.Select(one => (one.Event, one.Body, one.Reference, one.Invoice))]);
            group.ForEach(one => one.Done.SetResult());
        }
    }
}
