using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using OpsPortal.Domain.Events;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Faults;
using OpsPortal.Tests.Stores;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Input;

/// <summary>What inputs made to eat memory cost a process of its own: bodies at their limit, deep JSON, entities of XML, a ZIP
/// that unpacks to a thousand times its size, slow bodies.</summary>
[Trait("Requirement", "SEC-5")]
[Collection("faults")]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const string Key = "a memory test's own key";
    private const int Slow = 100;
    private const int Times = 10;
    private const int Megabyte = 1024 * 1024;

    // Over what it has after its start and some first pages.
    private const long MostMoreMegabytes = 200;
    private const long MostHeapMegabytes = 200;

    private static readonly (string Name, string Path, string Type, Func<byte[]> Body)[] Attacks =
    [
        ("a webhook at its limit", "/webhooks/stripe", "application/json", () => Json(64 * 1024)),
        ("JSON 60,000 deep", "/webhooks/stripe", "application/json", () => Deep(60_000)),
        ("a call at its limit", "/api/v1/contracts", "application/json", () => Json(2 * Megabyte)),
        ("JSON 2,000,000 deep", "/api/v1/contracts", "application/json", () => Deep(2_000_000)),
        ("entities of XML", "/api/v1/bank-statements", "application/xml", () => Corpus("quadratic blow-up")),
        ("entities of entities", "/api/v1/bank-statements", "application/xml", () => Corpus("billion laughs")),
        ("deep XML", "/api/v1/bank-statements", "application/xml", () => Corpus("deep XML")),
        ("a ZIP of 200 MB of zeros", "/api/v1/bank-statements", "application/zip", Bomb),
        ("a bank file of 50 MB in one line", "/api/v1/bank-statements", "text/plain", () => Json(50 * Megabyte)),
    ];

    [Fact]
    public async Task Memory_UnderInputMadeToEatIt_StaysInBounds()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        var (address, heap) = (PortalProcess.FreeAddress(), new HeapWatch(Path.Combine(store.Folder, "heap.peak")));
        using var portal = PortalProcess.Start(store, address,
            new Dictionary<string, string?>(CashWorld.Settings) { ["OpsPortal:DemoApiKey"] = Key }, heap);
        await portal.ReadyAsync();
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        var before = Megabytes(portal.Id, "VmRSS");

        foreach (var (name, path, type, body) in Attacks)
            output.WriteLine($"{name}: {await SendAsync(client, path, type, body())}, {Megabytes(portal.Id, "VmRSS")} MB");
        var slow = await SlowAsync(address);
        var (peak, managed) = (Megabytes(portal.Id, "VmHWM"), heap.PeakMegabytes);
        slow.ForEach(one => one.Dispose());

        output.WriteLine($"{Attacks.Length} inputs {Times} times each and {Slow} slow bodies: working set {before} MB before, "
            + $"{peak} MB at most; managed heap {managed} MB at most.");
        Assert.InRange(peak, 1, before + MostMoreMegabytes);
        Assert.InRange(managed, 1, MostHeapMegabytes);
    }

    private static async Task<string> SendAsync(HttpClient client, string path, string type, byte[] body)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Times).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            if (path == "/webhooks/stripe")
                Sign(request, body);
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }));
        Assert.All(answers, status => Assert.InRange(status, 200, 499));
        return string.Join(' ', answers.Distinct());
    }

    private static void Sign(HttpRequestMessage request, byte[] body) => request.Headers.Add(
        "Stripe-Signature", StripeSignature.Sign(body, "whsec_stripe", SystemClock.Instance.GetCurrentInstant()));

    private static async Task<List<TcpClient>> SlowAsync(Uri address)
    {
        var slow = new List<TcpClient>();
        var head = $"POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{new string('x', 50_000)}";
        for (var i = 0; i < Slow; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            slow.Add(client);
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        return slow;
    }

    private static long Megabytes(int process, string name) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
        .Select(kilobytes => long.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024).Single();

    private static byte[] Json(int length) => Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', length - 8) + "\"}");

    private static byte[] Deep(int depth) => Encoding.ASCII.GetBytes(new string('[', depth));

    private static byte[] Corpus(string name) => HttpCorpus.Bodies.Single(body => body.Name == name).Bytes;

    private static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("statement.xml", CompressionLevel.Fastest).Open())
        {
            var zeros = new byte[Megabyte];
            for (var i = 0; i < 200; i++)
                entry.Write(zeros);
        }

        return file.ToArray();
    }
}
