using System.Net;
using System.Text;
using OpsPortal.Domain.Events;
using OpsPortal.Providers.Erp;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;
using OpsPortal.Tests.Events;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security.Input;

/// <summary>JSON as RFC 8259 has it, at every reader and webhook that takes JSON from outside. The API's endpoints:
/// <c>EveryAddressTests</c>.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class JsonSuiteTests(ITestOutputHelper output)
{
    // A name that comes twice is good JSON and refused on purpose.
    private const int NamedTwice = 2;

    private const string Before = """
        {"id":"evt_ID","type":"customer.created","created":1700000000,"timestamp":"2026-03-02T09:00:00Z","data":{"x":
        """;

    private static readonly Func<byte[], Outcome<bool>>[] Readers =
    [
        bytes => Said(new StripeEventReader().Read(null, JsonSuite.Within(Before, bytes, "}}"))),
        bytes => Said(new SandboxEventReader().Read("msg_1", JsonSuite.Within(Before, bytes, "}}"))),
        bytes => Said(ErpResultReader.Read(JsonSuite.Within(
            """[{"externalId":"J-1","status":"accepted","documentNumber":"1","x":""", bytes, "}]"))),
    ];

    [Fact]
    public void Readers_TakeWhatIsJson_AndRefuseWhatIsNone()
    {
        foreach (var read in Readers)
        {
            Assert.InRange(JsonSuite.Good.Count(bytes => read(bytes).IsRefused), 0, NamedTwice);
            Assert.All(JsonSuite.Bad, bytes => Assert.True(read(bytes).IsRefused, Short(bytes)));
            foreach (var bytes in JsonSuite.Open)
                read(bytes);
        }

        output.WriteLine($"{Readers.Length} readers, {JsonSuite.Good.Count} good, {JsonSuite.Bad.Count} bad, "
            + $"{JsonSuite.Open.Count} open.");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Webhooks_TakeWhatIsJson_AndRefuseWhatIsNone(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, CashWorld.Settings);
        using var client = host.CreateClient();
        var (seed, share) = InputRun.Read(40);
        var random = new Random(seed);
        var sent = 0;

        async Task<HttpStatusCode> SendAsync(byte[] body)
        {
            using var request = Signed(body);
            using var answer = await client.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, Short(body));
            return answer.StatusCode;
        }

        async Task<int> RefusedAsync(IReadOnlyList<byte[]> cases)
        {
            var refused = 0;
            foreach (var bytes in share is { } few ? cases.OrderBy(_ => random.Next()).Take(few) : cases)
            {
                var body = JsonSuite.Within(Before.Replace("ID", $"{++sent}", StringComparison.Ordinal), bytes, "}}");
                refused += await SendAsync(body) == HttpStatusCode.OK ? 0 : 1;
                await SendAsync(bytes);
            }

            return refused;
        }

        Assert.InRange(await RefusedAsync(JsonSuite.Good), 0, NamedTwice);
        Assert.Equal(Math.Min(share ?? int.MaxValue, JsonSuite.Bad.Count), await RefusedAsync(JsonSuite.Bad));
        await RefusedAsync(JsonSuite.Open);
        output.WriteLine($"{kind}: {2 * sent} signed webhooks, 0 faults; seed {seed}.");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task SignedWebhooks_WithAnyOtherHeader_AreTakenOrRefused(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, CashWorld.Settings);
        using var client = host.CreateClient();
        var (sent, faults) = (0, new List<string>());
        string[] names = ["User-Agent", "Content-Type", "webhook-id", "webhook-timestamp", "Content-Encoding", "Accept"];
        foreach (var name in names)
        {
            foreach (var value in HttpCorpus.HeaderValues)
            {
                using var request = Signed(
                    Encoding.UTF8.GetBytes(Before.Replace("ID", $"{++sent}", StringComparison.Ordinal) + "1}}"));
                (name == "Content-Type" ? request.Content!.Headers : (System.Net.Http.Headers.HttpHeaders)request.Headers)
                    .TryAddWithoutValidation(name, value);
                using var answer = await client.SendAsync(request);
                if (answer.StatusCode != HttpStatusCode.OK)
                    faults.Add($"{name} = {value[..Math.Min(60, value.Length)]}: {(int)answer.StatusCode}");
            }
        }

        output.WriteLine($"{kind}: {sent} signed webhooks with bad headers, {faults.Count} faults.");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static HttpRequestMessage Signed(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add(
            "Stripe-Signature", StripeSignature.Sign(body, "whsec_stripe", SystemClock.Instance.GetCurrentInstant()));
        return request;
    }

    private static string Short(byte[] bytes) => Encoding.Latin1.GetString(bytes[..Math.Min(200, bytes.Length)]);

    private static Outcome<bool> Said<T>(Outcome<T> read) => read.IsRefused ? read.Refusal : true;
}
