using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.People;
using OpsPortal.Identity;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Security;

/// <summary>Everybody sees where they are signed in and ends it; a sign-in from elsewhere does not stay unseen.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class SessionListTests
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0";
    private static readonly Uri Desk = new("/", UriKind.Relative);
    private static readonly Uri Security = new("/account/security", UriKind.Relative);

    [Fact]
    public async Task SignIn_FromANewDevice_IsToldByEMailAndOnThePersonsOwnPage()
    {
        await using var host = await PortalHost.NewAsync();
        using var first = await host.SignInAsync("finance");
        using var second = await host.SignInAsync("finance");
        Assert.Equal((0, 0), await ToldAsync(host));

        using var elsewhere = host.CreateClient(new() { AllowAutoRedirect = false });
        elsewhere.DefaultRequestHeaders.Add("User-Agent", Firefox);
        _ = await elsewhere.TrySignInAsync("finance", OpsPortal.Demo.DemoPeople.Password);

        Assert.Equal((1, 1), await ToldAsync(host));
        var page = WebUtility.HtmlDecode(await first.GetStringAsync(Security));
        Assert.Contains("Firefox on Windows", page, StringComparison.Ordinal);
        Assert.Contains("New device or address", page, StringComparison.Ordinal);
        await using var db = await DbAsync(host);
        Assert.Equal([SignIns.Usual, SignIns.Usual, SignIns.New], await db.Set<AuditRow>()
            .Where(row => row.SubjectKind == "session").OrderBy(row => row.At).Select(row => row.Action).ToListAsync());

        _ = await elsewhere.TrySignInAsync("finance", OpsPortal.Demo.DemoPeople.Password);
        Assert.Equal((1, 1), await ToldAsync(host));
    }

    [Fact]
    public async Task Sessions_OfOnesOwn_AreListedWithWhatTheyAreAndEndTogether()
    {
        await using var host = await PortalHost.NewAsync();
        using var here = await host.SignInAsync("finance");
        using var there = await host.SignInAsync("finance");
        using var other = await host.SignInAsync("ops");
        var page = await here.GetStringAsync(Security);
        Assert.Equal(2, page.Split("session-device").Length - 1);
        Assert.Contains("Unknown device, ", page, StringComparison.Ordinal);
        Assert.Contains("last seen", page, StringComparison.Ordinal);

        var answer = await here.GiveFormAsync("/account/security", "end-sessions",
            new() { ["Input.Proof"] = OpsPortal.Demo.DemoPeople.Password, ["Input.Session"] = "others" });

        Assert.Contains("Every other session has ended", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Desk)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync(Desk)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(Desk)).StatusCode);
    }

    [Fact]
    public async Task SignIn_InABrowserThatWasSignedIn_EndsTheSessionThatItHad()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        _ = await client.TrySignInAsync("finance", OpsPortal.Demo.DemoPeople.Password);

        await using var db = await DbAsync(host);
        var ends = await db.Set<UserSession>().OrderBy(session => session.StartedAt).ThenBy(session => session.Id)
            .Where(session => session.Device == "Unknown device").Select(session => session.EndedBecause).ToListAsync();
        Assert.Equal([SessionEnds.SignedInAnew, null], ends);
    }

    [Fact]
    public async Task SignOut_EndsTheSession_SoThatACopyOfItsCookieOpensNothing()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var cookies = new CookieContainer();
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = address };
        _ = await client.TrySignInAsync("finance", OpsPortal.Demo.DemoPeople.Password);
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        thief.BaseAddress = address;
        thief.DefaultRequestHeaders.Add("Cookie", cookies.GetCookieHeader(address));
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync(Desk)).StatusCode);

        _ = await client.GiveFormAsync("/account/security", "none", [], "/account/sign-out");

        using var refused = await thief.GetAsync(Desk);
        Assert.StartsWith("/account/sign-in", refused.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Sessions_OfAPerson_AreEndedByAnAdministratorAndByNobodyElse(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (admin, ops) = (world.As(Role.Admin), world.As("ops"));
        var second = await AddSessionAsync(world, ops.Person);
        var idle = await AddSessionAsync(world, ops.Person, age: Duration.FromMinutes(16));
        var read = await world.Use<PersonSessionList>().RunAsync(ops.Person, admin, default);
        Assert.Contains(second, read.Value.Select(session => session.Id));
        Assert.DoesNotContain(idle, read.Value.Select(session => session.Id));

        Assert.Equal("shared.not-allowed", await EndAsync(world, ops.Person, second, world.As("controller1")));
        Assert.Equal("access.no-session", await EndAsync(world, world.As("finance").Person, second, admin));
        Assert.Null(await EndAsync(world, ops.Person, second, admin));
        Assert.Equal("access.no-session", await EndAsync(world, ops.Person, second, admin));
        Assert.True(await LivesAsync(world, ops.Session!.Value));
        Assert.Null(await EndAsync(world, ops.Person, null, admin));

        Assert.False(await LivesAsync(world, ops.Session!.Value));
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.Set<AuditRow>().CountAsync(row => row.Action == "Ended sessions"));
        Assert.Equal(2, await db.Set<Notification>().CountAsync(news => news.PersonId == ops.Person));
        var after = await world.Use<PersonSessionList>().RunAsync(ops.Person, ops, default);
        Assert.Equal("shared.signed-out", after.Refusal?.Code);
    }

    private static async Task<SessionId> AddSessionAsync(World world, PersonId person, Duration age = default)
    {
        await using var db = await world.DbAsync();
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person, "Test", world.Now - age);
        db.Add(session);
        await db.SaveChangesAsync();
        return session.Id;
    }

    private static async Task<string?> EndAsync(World world, PersonId person, SessionId? session, Actor by) =>
        (await world.Use<EndPersonSessions>().RunAsync(person, session, by, default)).Refusal?.Code;

    private static async Task<bool> LivesAsync(World world, SessionId id)
    {
        await using var db = await world.DbAsync();
        return await db.Set<UserSession>().AnyAsync(session => session.Id == id && session.EndedAt == null);
    }

    // How many notices and e-mails told of a new device.
    private static async Task<(int Notices, int Mails)> ToldAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        var notices = await db.Set<Notification>()
            .CountAsync(news => news.Text.StartsWith("You signed in from a device or address"));
        var mails = await db.Set<OutboxMessage>().Where(message => message.Kind == EmailMessage.Kind)
            .Select(message => message.Payload).ToListAsync();
        return (notices, mails.Count(mail => mail.Contains("finance@demo.test", StringComparison.Ordinal)
            && mail.Contains("device or address that is new", StringComparison.Ordinal)));
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
