using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Features.People;
using OpsPortal.Identity;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Security;

public sealed class PeopleTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-2")]
    public async Task Roles_ThatFormAToxicPair_AreRefusedToNewAndKnownPeople(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        foreach (var (one, other) in Pairs().Where(pair => ToxicPairs.Within([pair.One, pair.Other]) is not null))
        {
            var invited = await world.Use<InvitePerson>().RunAsync(
                new("Nora New", "nora@example.com", [one, other], [World.Ireland]), world.As(Role.Admin), default);
            var changed = await world.Use<ChangePerson>().RunAsync(
                new(world.As("ops").Person, [one, other], [World.Ireland], false), world.As(Role.Admin), default);

            Assert.Equal(("access.toxic-pair", "access.toxic-pair"), (invited.Refusal?.Code, changed.Refusal?.Code));
        }

        await using var db = await world.DbAsync();
        Assert.False(await db.Set<Person>().AnyAsync(person => person.Email == "nora@example.com"));
        Assert.Equal(1, await db.Set<RoleGrant>().CountAsync(grant => grant.PersonId == world.As("ops").Person));
    }

    [Theory]
    [InlineData("", "nora@example.com", "shared.required")]
    [InlineData("Nora", "nora@example.com,all@example.com", "parties.not-an-email")]
    [InlineData("Nora", "nora@", "parties.not-an-email")]
    public async Task Invitation_ToWhatIsNotOnePerson_IsRefused(string name, string email, string code)
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite);

        var invited = await world.Use<InvitePerson>().RunAsync(
            new(name, email, [Role.Auditor], [World.Ireland]), world.As(Role.Admin), default);

        Assert.Equal(code, invited.Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-1")]
    public async Task Invitation_SentAgain_MakesTheOldLinkWorthlessUntilAPasswordIsSet(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var nora = (await world.Use<InvitePerson>().RunAsync(
            new("Nora New", "nora@example.com", [Role.Auditor], [World.Ireland]), world.As(Role.Admin), default)).Value;
        var stamp = await StampAsync(world, nora);

        Assert.Null((await world.Use<InviteAgain>().RunAsync(nora, world.As(Role.Admin), default)).Refusal);

        await using var db = await world.DbAsync();
        var account = await db.Set<Account>().SingleAsync(account => account.PersonId == nora);
        Assert.NotEqual(stamp, account.SecurityStamp);
        var mails = await db.Set<OutboxMessage>().Where(mail => mail.Key.StartsWith("invitation:" + nora)).ToListAsync();
        Assert.Equal(2, mails.Count);
        account.PasswordHash = "set";
        await db.SaveChangesAsync();
        Assert.Equal("access.invitation-taken",
            (await world.Use<InviteAgain>().RunAsync(nora, world.As(Role.Admin), default)).Refusal?.Code);
        Assert.Equal("shared.not-allowed",
            (await world.Use<InviteAgain>().RunAsync(nora, world.As("ops"), default)).Refusal?.Code);
        var blocked = new ChangePerson.Command(nora, [Role.Auditor], [World.Ireland], IsDisabled: true);
        Assert.False((await world.Use<ChangePerson>().RunAsync(blocked, world.As(Role.Admin), default)).IsRefused);
        Assert.Equal("access.invited-disabled",
            (await world.Use<InviteAgain>().RunAsync(nora, world.As(Role.Admin), default)).Refusal?.Code);
    }

    private static async Task<string?> StampAsync(World world, PersonId person)
    {
        await using var db = await world.DbAsync();
        return (await db.Set<Account>().SingleAsync(account => account.PersonId == person)).SecurityStamp;
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-1")]
    public async Task Administrators_WhoDemoteOrDisableEachOtherAtOnce_LeaveOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var ada = world.As(Role.Admin);
        for (var round = 0; round < 5; round++)
        {
            var other = await world.AddPersonAsync($"Second{round}", [Role.Admin], World.Ireland);
            var done = await Task.WhenAll(
                Task.Run(() => world.Use<ChangePerson>()
                    .RunAsync(new(other.Person, [Role.Auditor], [World.Ireland], false), ada, default)),
                Task.Run(() => world.Use<ChangePerson>()
                    .RunAsync(new(ada.Person, [Role.Admin], [World.Ireland], true), other, default)));

            Assert.Single(done, outcome => !outcome.IsRefused);
            await using var db = await world.DbAsync();
            var left = await db.Set<Person>().Where(p => p.DisabledAt == null && p.Grants.Any(grant => grant.Role == Role.Admin))
                .ToListAsync();
            Assert.Single(left);
            if (left[0].Id != ada.Person)
                ada = other;
        }
    }

    [Fact]
    [Trait("Requirement", "SEC-1")]
    public async Task Change_OfOnesOwnRoles_IsRefusedEvenToTheLastAdministrator()
    {
        await using var world = await World.NewAsync();
        var ada = world.As(Role.Admin);

        var demoted = await world.Use<ChangePerson>().RunAsync(new(ada.Person, [], [], false), ada, default);
        var locked = await world.Use<ChangePerson>().RunAsync(new(ada.Person, [Role.Admin], [], true), ada, default);

        Assert.Equal(("access.own-roles", "access.own-roles"), (demoted.Refusal?.Code, locked.Refusal?.Code));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-1")]
    public async Task Change_OfRoles_EndsEverySessionOfThePerson(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var ops = world.As("ops").Person;

        var changed = await world.Use<ChangePerson>().RunAsync(
            new(ops, [Role.Auditor], [World.Ireland], IsDisabled: false), world.As(Role.Admin), default);

        Assert.Null(changed.Refusal);
        await using var db = await world.DbAsync();
        var sessions = await db.Set<UserSession>().Where(session => session.PersonId == ops).ToListAsync();
        Assert.NotEmpty(sessions);
        Assert.All(sessions, session => Assert.Equal("roles changed", session.EndedBecause));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-3")]
    public async Task Authenticator_WhenLost_IsResetByTwoAdministratorsAndNeverByOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (ada, lost) = (world.As(Role.Admin), world.As("finance"));
        var bea = await world.AddPersonAsync("Bea", [Role.Admin], World.Ireland);
        await SwitchOnAsync(world, lost.Person);
        Assert.Equal("access.no-reset-asked", await ConfirmAsync(world, lost, bea));

        Assert.False((await world.Use<AskAuthenticatorReset>()
            .RunAsync(lost.Person, "Phone lost; called her.", ada, default)).IsRefused);

        Assert.Equal("access.second-admin", await ConfirmAsync(world, lost, ada));
        Assert.Equal("shared.not-allowed", await ConfirmAsync(world, lost, world.As("controller1")));
        Assert.Null(await ConfirmAsync(world, lost, bea));
        await using var db = await world.DbAsync();
        var account = await db.Set<Account>().SingleAsync(a => a.PersonId == lost.Person);
        Assert.False(account.TwoFactorEnabled);
        Assert.Empty(await db.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == account.Id).ToListAsync());
        Assert.False(await db.Set<UserSession>().AnyAsync(s => s.PersonId == lost.Person && s.EndedAt == null));
        Assert.Equal("access.no-reset-asked", await ConfirmAsync(world, lost, bea));
    }

    [Fact]
    [Trait("Requirement", "SEC-3")]
    public async Task Authenticator_WhenTheWishIsADayOldOrOnesOwn_IsNotReset()
    {
        await using var world = await World.NewAsync();
        var ada = world.As(Role.Admin);
        var bea = await world.AddPersonAsync("Bea", [Role.Admin], World.Ireland);
        await SwitchOnAsync(world, bea.Person);
        Assert.Equal("access.own-authenticator",
            (await world.Use<AskAuthenticatorReset>().RunAsync(bea.Person, "Mine.", bea, default)).Refusal?.Code);
        Assert.False((await world.Use<AskAuthenticatorReset>().RunAsync(bea.Person, "Phone lost.", ada, default)).IsRefused);
        Assert.Equal("access.own-authenticator", await ConfirmAsync(world, bea, bea));

        world.Clock.Advance(Duration.FromHours(25));
        var cleo = await world.AddPersonAsync("Cleo", [Role.Admin], World.Ireland);

        Assert.Equal("access.no-reset-asked", await ConfirmAsync(world, bea, cleo));
    }

    private static IEnumerable<(Role One, Role Other)> Pairs() =>
        Enum.GetValues<Role>().SelectMany(one => Enum.GetValues<Role>().Where(other => other > one)
            .Select(other => (one, other)));

    private static async Task<string?> ConfirmAsync(World world, Actor lost, Actor by) =>
        (await world.Use<ConfirmAuthenticatorReset>().RunAsync(lost.Person, by, default)).Refusal?.Code;

    private static async Task SwitchOnAsync(World world, PersonId person)
    {
        await using var db = await world.DbAsync();
        var account = await db.Set<Account>().SingleAsync(a => a.PersonId == person);
        account.TwoFactorEnabled = true;
        db.Add(new IdentityUserToken<Guid> { UserId = account.Id, LoginProvider = "[AspNetUserStore]", Name = "AuthenticatorKey",
            Value = "KEY" });
        await db.SaveChangesAsync();
    }
}
