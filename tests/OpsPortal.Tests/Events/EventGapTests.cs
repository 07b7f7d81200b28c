using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;

namespace OpsPortal.Tests.Events;

/// <summary>What a provider lists and never delivered is fetched, once, by the way of every delivery.</summary>
[Trait("Requirement", "EVT-8")]
public sealed class EventGapTests
{
    private static readonly Actor Job = Actor.System("event-gaps");

    [Theory, OnSqlite, OnPostgres]
    public async Task Check_FetchesWhatNeverCame_Once_AndLeavesTheYoungAlone(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 50_000);
        var (came, lost, young) = (Paid(world, "pay_1", 10), Paid(world, "pay_2", 6), Paid(world, "pay_3", 4));
        await world.Provider.DeliverAsync(came.EventId, came.Body);
        var list = new JournalOfProvider { Made = [came, lost, young] };

        Assert.Equal("1 missing events fetched", await Check(world, list).RunAsync(Job, default));
        Assert.Equal("nothing", await Check(world, list).RunAsync(Job, default));
        Assert.Equal(IntakeAnswer.Duplicate, await world.Provider.DeliverAsync(lost.EventId, lost.Body));

        await using var db = await world.World.DbAsync();
        Assert.Equal(["pay_1", "pay_2"], await db.Set<Receipt>().Select(r => r.ProviderReference).Order().ToListAsync());
        var fetched = await db.Set<InboxEvent>().SingleAsync(row => row.EventId == lost.EventId);
        Assert.Equal("fetched-by: gap check", fetched.Headers);
        world.World.Clock.Advance(Duration.FromMinutes(2));
        Assert.Equal("1 missing events fetched", await Check(world, list).RunAsync(Job, default));
        Assert.Equal(2, (await db.Set<EventListMark>().SingleAsync()).Fetched);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-10")]
    public async Task Check_AfterABlindSpotLongerThanTheList_OpensOneCase(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var list = new JournalOfProvider();
        await Check(world, list).RunAsync(Job, default);
        world.World.Clock.Advance(Duration.FromDays(30));
        await Check(world, list).RunAsync(Job, default);
        await Check(world, list).RunAsync(Job, default);

        await using var db = await world.World.DbAsync();
        Assert.Equal("events.blind-spot", (await db.Set<ExceptionCase>().SingleAsync()).ReasonCode);
    }

    [Fact]
    public async Task Check_OfTheSandboxOverHttp_ReadsEveryPage()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        host.Listen();
        var at = SystemClock.Instance.GetCurrentInstant() - Duration.FromMinutes(10);
        var contexts = host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            for (var n = 0; n < 250; n++)
            {
                var delivery = SandboxEvents.Payment(CashWorld.Payment($"pay_{n}", "IE-9", 100, at), "payment.succeeded", 100,
                    at);
                delivery.Lose(SandboxCourier.MostAttempts);
                db.Add(delivery);
            }

            await db.SaveChangesAsync();
        }

        await host.Services.GetRequiredService<CheckEventGaps>().RunAsync(Job, default);

        await using var read = await contexts.CreateDbContextAsync();
        Assert.Equal(250, await read.Set<InboxEvent>().CountAsync());
    }

    [Fact]
    public async Task List_OfStripe_FollowsItsPages()
    {
        using var stripe = new HttpListener();
        var port = Random.Shared.Next(20_000, 60_000);
        stripe.Prefixes.Add($"http://127.0.0.1:{port}/");
        stripe.Start();
        var asked = AnswerAsync(stripe,
            """{"data":[{"id":"evt_2","created":200,"type":"x"}],"has_more":true}""",
            """{"data":[{"id":"evt_1","created":100,"type":"x"}],"has_more":false}""");
        using var list = new StripeEventList(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:Stripe:ApiKey"] = "sk_test_1", ["Providers:Stripe:BaseUrl"] = $"http://127.0.0.1:{port}",
        }).Build());

        var first = await list.ListAsync(Instant.FromUnixTimeSeconds(50), null, default);
        var second = await list.ListAsync(Instant.FromUnixTimeSeconds(50), first.Next, default);

        Assert.Equal(("evt_2", "evt_2"), (first.Next, first.Events[0].EventId));
        Assert.Equal((null, "evt_1", Instant.FromUnixTimeSeconds(100)),
            (second.Next, second.Events[0].EventId, second.Events[0].CreatedAt));
        Assert.Equal(["Bearer sk_test_1 50 ", "Bearer sk_test_1 50 evt_2"], await asked);
    }

    private static CheckEventGaps Check(CashWorld world, IProviderEventList list) => new(
        world.World.Use<IDbContextFactory<OpsDbContext>>(), [list], world.World.Use<IEnumerable<IProviderEventReader>>(),
        world.World.Use<GroupCommitter>(), world.World.Use<IClock>());

    private static SandboxDelivery Paid(CashWorld world, string reference, int minutesAgo)
    {
        var at = world.World.Now - Duration.FromMinutes(minutesAgo);
        return SandboxEvents.Payment(CashWorld.Payment(reference, "IE-1", 100, at), "payment.succeeded", 100, at);
    }

    private static async Task<List<string>> AnswerAsync(HttpListener listener, params string[] bodies)
    {
        var asked = new List<string>();
        foreach (var body in bodies)
        {
            var context = await listener.GetContextAsync();
            var query = context.Request.QueryString;
            asked.Add($"{context.Request.Headers["Authorization"]} {query["created[gte]"]} {query["starting_after"]}");
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }

        return asked;
    }

    /// <summary>A provider with a journal of its own, two events to a page.</summary>
    private sealed class JournalOfProvider : IProviderEventList
    {
        private const int PageSize = 2;

        public List<SandboxDelivery> Made { get; init; } = [];

        public string Provider => SandboxEventReader.Name;

        public Duration Kept => Duration.FromDays(30);

        public bool IsSetUp => true;

        public Task<ListedEvents> ListAsync(Instant since, string? after, CancellationToken ct)
        {
            var from = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
            var known = Made.Where(made => made.MadeAt >= since).ToList();
            return Task.FromResult(new ListedEvents(
                [.. known.Skip(from).Take(PageSize).Select(made => new ListedEvent(made.EventId, made.MadeAt, made.Body))],
                known.Count > from + PageSize ? $"{from + PageSize}" : null));
        }
    }
}
