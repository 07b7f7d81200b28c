using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using OpsPortal.Domain.Events;

namespace OpsPortal.Benchmarks;

/// <summary>Signed payment events, and the client that keeps 32 of them in flight.</summary>
internal static class WebhookLoad
{
    private const int InFlight = 32;

    public static string Invoice(string prefix, int number) => $"{prefix}{number}";

    public static byte[] Body(string prefix, int number) => Encoding.UTF8.GetBytes(
        $$$"""
        {"id":"evt_{{{prefix}}}{{{number}}}","object":"event","type":"payment_intent.succeeded",
        "created":{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}},
        "data":{"object":{"id":"pi_{{{prefix}}}{{{number}}}","object":"payment_intent","amount":10000,"amount_received":10000,
        "currency":"eur","payment_method_types":["card"],
        "metadata":{"invoice_number":"{{{Invoice(prefix, number)}}}","legal_entity":"IE01"} } } }
        """);

    public static string Sign(byte[] body) =>
        StripeSignature.Sign(body, BenchStore.Secret, SystemClock.Instance.GetCurrentInstant());

    public static async Task<Pace> SendAsync(Uri address, IReadOnlyList<byte[]> bodies, string path = "/webhooks/stripe")
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = InFlight };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var took = new ConcurrentBag<double>();
        var next = -1;
        var whole = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Count; i = Interlocked.Increment(ref next))
            {
                var one = Stopwatch.StartNew();
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bodies[i]) };
                request.Headers.TryAddWithoutValidation("Stripe-Signature", Sign(bodies[i]));
                using var answer = await client.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                took.Add(one.Elapsed.TotalMilliseconds);
            }
        })));
        return Pace.Of(took, whole.Elapsed);
    }
}
