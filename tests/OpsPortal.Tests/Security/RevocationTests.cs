using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Features.People;
using OpsPortal.Features.Views;
using OpsPortal.Identity;
using Xunit.Abstractions;

namespace OpsPortal.Tests.Security;

/// <summary>
/// Whoever loses their powers is refused at the next command, and their open pages are closed within five seconds: five causes,
/// twenty circuits each, over real sockets to clients that obey nothing. <c>OPSPORTAL_CIRCUITS</c> says how many instead.
/// </summary>
[Trait("Requirement", "SEC-1")]
[Trait("Control", "T13")]
public sealed class RevocationTests(ITestOutputHelper output)
{
    private const int Sessions = 4;

    private static readonly int Circuits =
        int.TryParse(Environment.GetEnvironmentVariable("OPSPORTAL_CIRCUITS"), out var given) ? given : 20;

    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("role taken", "roles changed")]
    [InlineData("person blocked", "access blocked")]
    [InlineData("password reset", "new password")]
    [InlineData("second factor reset", "authenticator reset")]
    [InlineData("sessions revoked", "ended by its person")]
    public async Task Powers_WhenTheyAreTaken_AreRefusedAtTheNextCommandAndEveryPageIsClosedWithinFiveSeconds(
        string cause, string because)
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string, string?>
        {
            ["Sessions:CircuitsPerPerson"] = $"{Circuits}",
        });
        host.Listen();
        await using var pages = await PagesAsync(host);
        var actors = await ActorsAsync(host);
        Assert.Equal(Circuits, host.Services.GetRequiredService<OpenCircuits>().CountOf(actors[0].Person));
        Assert.Equal([], await RefusedAsync(host, actors));

        await TakeAsync(host, cause, actors[0].Person);
        var since = Stopwatch.GetTimestamp();

        Assert.Equal(Enumerable.Repeat("shared.signed-out", actors.Count), await RefusedAsync(host, actors));
        var times = await Task.WhenAll(pages.Open.Select(async page =>
        {
            await Task.WhenAny(page.Closed, Task.Delay(Allowed * 3));
            return page.Closed.IsCompleted ? Stopwatch.GetElapsedTime(since) : TimeSpan.MaxValue;
        }));
        var closed = times.Count(time => time <= Allowed);
        output.WriteLine($"{cause}: {closed} of {Circuits} circuits closed within {Allowed.TotalSeconds} s; "
            + $"the last after {times.Max().TotalSeconds:0.00} s");
        Assert.Equal(Circuits, closed);
        Assert.All(pages.Open, page => Assert.True(page.Heard("/account/sign-in")));
        Assert.All(await EndsAsync(host, actors), end => Assert.Equal(because, end));
        await SeesWhyAsync(pages.Clients[0], because);
    }

    [Fact]
    public async Task Pages_OfEverybodyElse_StayOpen()
    {
        await using var host = await PortalHost.NewAsync();
        host.Listen();
        await using var pages = await PagesAsync(host, circuits: 2);
        await using var others = await PagesAsync(host, circuits: 2, account: "finance");

        await TakeAsync(host, "role taken", (await ActorsAsync(host))[0].Person);

        await Task.WhenAll(pages.Open.Select(page => page.Closed)).WaitAsync(Allowed);
        Assert.All(others.Open, page => Assert.False(page.Closed.IsCompleted));
    }

    private static async Task<OpenPages> PagesAsync(PortalHost host, int? circuits = null, string account = "ops")
    {
        var pages = new OpenPages();
        var wanted = circuits ?? Circuits;
        for (var i = 0; i < wanted; i++)
        {
            if (i < Sessions)
                await pages.SignInAsync(host, account);
            await pages.OpenAsync(i % Sessions);
        }

        return pages;
    }

    private static async Task TakeAsync(PortalHost host, string cause, PersonId person)
    {
        var admin = await AdminAsync(host, "admin@demo.test");
        switch (cause)
        {
            case "role taken":
                await DoneAsync(host.Services.GetRequiredService<ChangePerson>().RunAsync(
                    new(person, [Role.Auditor], [Template.Ireland], IsDisabled: false), admin, default));
                break;
            case "person blocked":
                await DoneAsync(host.Services.GetRequiredService<ChangePerson>().RunAsync(
                    new(person, [Role.Ops], [Template.Ireland], IsDisabled: true), admin, default));
                break;
            case "second factor reset":
                await SwitchOnAsync(host, person);
                await DoneAsync(host.Services.GetRequiredService<AskAuthenticatorReset>()
                    .RunAsync(person, "Phone lost; called him.", admin, default));
                await DoneAsync(host.Services.GetRequiredService<ConfirmAuthenticatorReset>()
                    .RunAsync(person, await AdminAsync(host, "second@demo.test"), default));
                break;
            case "password reset":
                await ResetAsync(host, person);
                break;
            default:
                await host.Services.GetRequiredService<PersonSessions>()
                    .EndEveryAsync(person, null, SessionEnds.EndedByPerson, default);
                break;
        }
    }

    private static async Task DoneAsync(Task<Outcome> command) => Assert.Null((await command).Refusal);

    // By the page and the link of the e-mail, as a person does it.
    private static async Task ResetAsync(PortalHost host, PersonId person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.Users.SingleAsync(a => a.PersonId == person);
        var token = await accounts.GeneratePasswordResetTokenAsync(account);
        using var client = new HttpClient { BaseAddress = host.ClientOptions.BaseAddress };
        var page = $"/account/reset-password?account={account.Id:N}&token={Uri.EscapeDataString(token)}";
        const string NewPassword = "horse staple lantern quilt";
        Assert.Contains("Every other session was ended", await client.GiveFormAsync(page, "reset", new()
        {
            ["Input.Password"] = NewPassword, ["Input.Repeated"] = NewPassword,
        }), StringComparison.Ordinal);
    }

    private static async Task<Actor> AdminAsync(PortalHost host, string email)
    {
        await using var db = await DbAsync(host);
        var person = await db.Set<Person>().SingleOrDefaultAsync(p => p.Email == email);
        if (person is null)
        {
            person = new Person(new PersonId(Guid.CreateVersion7()), "Second Admin", email);
            _ = person.SetRoles([Role.Admin], default, Template.Now);
            db.Add(person);
        }

        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Test",
            host.Services.GetRequiredService<IClock>().GetCurrentInstant());
        db.Add(session);
        await db.SaveChangesAsync();
        return new Actor(person.Id, session.Id);
    }

    private static async Task SwitchOnAsync(PortalHost host, PersonId person)
    {
        await using var db = await DbAsync(host);
        (await db.Set<Account>().SingleAsync(account => account.PersonId == person)).TwoFactorEnabled = true;
        await db.SaveChangesAsync();
    }

    private static async Task<IReadOnlyList<Actor>> ActorsAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        var ops = await db.Set<Person>().SingleAsync(person => person.Email == "ops@demo.test");
        var sessions = await db.Set<UserSession>()
            .Where(s => s.PersonId == ops.Id && s.EndedAt == null && s.StartedAt > Template.Now).ToListAsync();
        return [.. sessions.Select(session => new Actor(ops.Id, session.Id))];
    }

    // The codes of what was refused to each session at its next command.
    private static async Task<IReadOnlyList<string>> RefusedAsync(PortalHost host, IReadOnlyList<Actor> actors)
    {
        var refused = new List<string>();
        foreach (var actor in actors)
        {
            var outcome = await host.Services.GetRequiredService<SaveView>()
                .RunAsync(ViewedList.Exception, "Mine", "?a=b", actor, default);
            if (outcome.Refusal is { } refusal)
                refused.Add(refusal.Code);
        }

        return refused;
    }

    private static async Task<IReadOnlyList<string?>> EndsAsync(PortalHost host, IReadOnlyList<Actor> actors)
    {
        await using var db = await DbAsync(host);
        var ids = actors.Select(actor => actor.Session!.Value).ToList();
        return await db.Set<UserSession>().Where(session => ids.Contains(session.Id)).Select(s => s.EndedBecause).ToListAsync();
    }

    private static async Task SeesWhyAsync(HttpClient client, string because) => Assert.Contains(
        SessionEnds.Sentence(because),
        WebUtility.HtmlDecode(await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative))),
        StringComparison.Ordinal);

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
