using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Features.Operations;
using OpsPortal.Features.People;

namespace OpsPortal.Tests.Operations;

public sealed class DoctorTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Doctor_NamesWhatIsNotAsItMustBe_AndWhatIs(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);

        var findings = (await world.Use<DoctorCommand>().FindingsAsync(default)).ToDictionary(finding => finding.What);

        Assert.All(new[] { "schema", "guards", "data folder", "inbox", "unknown payouts", "demo", "controllers" },
            what => Assert.True(findings[what].Holds, findings[what].Words));
        Assert.All(new[] { "data-protection keys", "public address", "mail", "jobs", "administrators" },
            what => Assert.False(findings[what].Holds, findings[what].Words));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Doctor_WhenATriggerIsGone_SaysWhich(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlRawAsync(kind == StoreKind.Sqlite
                ? """DROP TRIGGER "JournalEntries_ClosedMonth" """
                : """DROP TRIGGER "JournalEntries_ClosedMonth" ON "JournalEntries" """);

        var guards = (await world.Use<DoctorCommand>().FindingsAsync(default)).Single(finding => finding.What == "guards");

        Assert.False(guards.Holds);
        Assert.Contains("JournalEntries_ClosedMonth", guards.Words, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "SEC-2")]
    public async Task AccessReview_ListsEachPowerWithWhoGaveItAndWhenItCounts()
    {
        await using var world = await World.NewAsync();
        var changed = await world.Use<ChangePerson>().RunAsync(
            new(world.As("ops").Person, [Role.Controller], [World.Ireland], IsDisabled: false), world.As(Role.Admin), default);
        Assert.False(changed.IsRefused);

        await world.Services.AskAccountAsync("ops", (accounts, account) => accounts.AddOrUpdatePasskeyAsync(
            account, new UserPasskeyInfo([1], [2], DateTimeOffset.UnixEpoch, 0, null, true, false, false, [3], [4])));

        var rows = await world.Use<AccessReviewCommand>().RowsAsync(default);

        Assert.Equal("ops@demo.test", Assert.Single(rows, row => row[9] == "on")[2]);
        var oskar = Assert.Single(rows, row => row[2] == "ops@demo.test");
        Assert.Equal(("Controller", "2026-03-02 09:00 UTC", "Ada Novak", "2026-03-03 09:00 UTC"),
            (oskar[4], oskar[5], oskar[6], oskar[7]));
        Assert.Equal(8, rows.Count);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-10")]
    public async Task Digest_WhenAnEarlierLineIsGone_NoLongerHolds(StoreKind kind)
    {
        await using var world = await Payouts.PayoutWorld.NewAsync(kind, payees: 1);
        world.Clock.Advance(Duration.FromHours(1));
        await using var db = await world.DbAsync();
        var seal = world.Use<DigestSeal>();
        var then = seal.Sign(await Digest.NowAsync(db, world.Use<IClock>(), default));
        Assert.Empty(await BrokenAsync(world, then));

        var other = seal.Sign(then with { Lines = then.Lines + 1, HeadHash = new string('1', 64) });
        var forged = then with { Entries = then.Entries + 1 };

        Assert.Equal(["audit chain", "lines"], await BrokenAsync(world, other));
        Assert.Equal(["signature", "entries"], await BrokenAsync(world, forged));
    }

    private static async Task<IEnumerable<string>> BrokenAsync(Payouts.PayoutWorld world, Digest digest) =>
        (await world.Use<CheckDigestCommand>().FindingsAsync(digest, default)).Where(finding => !finding.Holds)
        .Select(finding => finding.What);
}
