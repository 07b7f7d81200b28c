using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Notifications;
using OpsPortal.Outbox;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Dunning;

/// <summary>The letters over real SMTP, and the sandbox's collections over real HTTP.</summary>
[Trait("Requirement", "INV-5")]
public sealed class DunningOverTheWireTests
{
    [Fact]
    public async Task Reminder_ReachesTheBuyerBySmtp()
    {
        await using var world = await DunningWorld.NewAsync(mandate: false);
        await world.OnDayAsync(1);
        var letter = Assert.Single(await world.LettersAsync());
        using var sink = new SmtpSink();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{sink.Port}", ["Mail:From"] = "billing@opsportal.test",
        }).Build();
        var carrier = new MailCarrier(settings, world.World.Use<DataFolder>());

        var taking = sink.TakeOneAsync();
        await carrier.SendAsync(System.Text.Json.JsonSerializer.Deserialize<EmailMessage>(letter.Payload)!, letter.Key, default);

        var mail = await taking;
        Assert.Contains("RCPT TO:<ap@nordwind.test>", mail, StringComparison.Ordinal);
        Assert.Contains("Subject: Invoice IE-1 over EUR 500.00 was due on 16 Mar 2026", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("/invoices/", mail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "SEC-3")]
    public async Task Mail_WhereTlsIsAskedFor_IsNotGivenToAServerWithoutIt()
    {
        await using var world = await DunningWorld.NewAsync(mandate: false);
        using var sink = new SmtpSink();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{sink.Port}", ["Mail:Tls"] = "true",
        }).Build();
        var carrier = new MailCarrier(settings, world.World.Use<DataFolder>());

        var taking = sink.TakeOneAsync();
        await Assert.ThrowsAsync<System.Net.Mail.SmtpException>(
            () => carrier.SendAsync(new EmailMessage("ap@nordwind.test", "Secret", "/"), "key", default));

        Assert.DoesNotContain("MAIL FROM", await taking, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminder_WithoutSmtp_IsDroppedAsAFileOnce()
    {
        await using var world = await DunningWorld.NewAsync(mandate: false);
        await world.OnDayAsync(1);
        Assert.Equal("1 of 1 e-mails sent", await world.World.Use<DispatchMail>().RunAsync(Actor.System("mail"), default));
        Assert.Equal("nothing", await world.World.Use<DispatchMail>().RunAsync(Actor.System("mail"), default));
        Assert.Equal(OutboxState.Sent, (await world.LettersAsync()).Single().State);
    }

    [Fact]
    [Trait("Requirement", "EVT-7")]
    public async Task Collection_AtTheSandbox_IsOnePaymentPerKey()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = new HttpClient { BaseAddress = host.Listen() };
        Assert.Equal(HttpStatusCode.Created, await AskAsync(client, "key-1", 500));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "key-1", 500));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await AskAsync(client, "key-1", 501));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(client, "", 500));

        var contexts = host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>();
        await using var db = await contexts.CreateDbContextAsync();
        Assert.Equal(1, await db.Set<SandboxPayment>().CountAsync());
        Assert.Equal(["payment.failed", "payment.processing"],
            await db.Set<SandboxDelivery>().Select(d => d.Type).Order().ToListAsync());
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string key, long minor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SandboxCollectionEndpoints.Path);
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(new { amount_minor = minor, currency = "EUR", rail = "SepaDebit",
            invoice_number = "IE-1" });
        await request.Content.LoadIntoBufferAsync();
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>A mail server of a few lines: it takes one message and gives back what was said.</summary>
    private sealed class SmtpSink : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public SmtpSink() => listener.Start();

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public async Task<string> TakeOneAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            var said = new List<string>();
            await writer.WriteLineAsync("220 sink");
            for (var data = false; await reader.ReadLineAsync() is { } line && line != "QUIT";)
            {
                said.Add(line);
                if (data && line != ".")
                    continue;
                data = line == "DATA";
                await writer.WriteLineAsync(data ? "354 go on" : "250 fine");
            }

            return string.Join('\n', said);
        }

        public void Dispose() => listener.Dispose();
    }
}
