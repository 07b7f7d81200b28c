using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

/// <summary>Recovery codes cannot be guessed, lie in the database as hashes alone, and work once each.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class RecoveryCodeTests
{
    [Fact]
    public void New_Is120BitsInGroupsOfFour_AndNeverTheSame()
    {
        var codes = Enumerable.Range(0, 1000).Select(_ => RecoveryCode.New()).ToList();

        Assert.All(codes, code => Assert.Matches("^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$", code));
        Assert.Distinct(codes);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Codes_LieAsHashesAlone_AndTheHashOpensNothing(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var codes = await MakeAsync(world);

        var kept = (await KeptAsync(world)).Split(';');

        Assert.Equal(10, kept.Length);
        Assert.All(kept, one => Assert.Matches("^sha256:[0-9A-F]{64}$", one));
        Assert.False(await RedeemAsync(world, kept[0]));
        Assert.True(await RedeemAsync(world, codes[0]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Code_TypedAnyhow_WorksOnce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var codes = await MakeAsync(world);
        var typed = $" {codes[3].Replace('-', ' ').ToLowerInvariant()} ";

        Assert.True(await RedeemAsync(world, typed));
        Assert.False(await RedeemAsync(world, typed));
        Assert.False(await RedeemAsync(world, codes[3]));
        Assert.True(await RedeemAsync(world, codes[4].Replace("-", "", StringComparison.Ordinal)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Code_KeptAsItWasBefore_GoesOnWorkingOnce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await MakeAsync(world);
        await using (var db = await world.DbAsync())
            await Tokens(db).ExecuteUpdateAsync(set => set.SetProperty(token => token.Value, "BCDFG-HJKMN;PQRTV-WXY23"));

        Assert.True(await RedeemAsync(world, "PQRTV-WXY23"));
        Assert.False(await RedeemAsync(world, "PQRTV-WXY23"));
        Assert.Matches("^sha256:[0-9A-F]{64}$", await KeptAsync(world));
        Assert.True(await RedeemAsync(world, "bcdfg hjkmn"));
    }

    [Fact]
    public async Task Nothing_WhereNoCodeIsLeft_OpensNothing()
    {
        await using var world = await World.NewAsync();
        Assert.False(await RedeemAsync(world, ""));
        foreach (var code in await MakeAsync(world))
            Assert.True(await RedeemAsync(world, code));

        Assert.False(await RedeemAsync(world, ""));
        Assert.False(await RedeemAsync(world, " - "));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Code_GivenByManyAtOnce_WorksOnce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        foreach (var code in (await MakeAsync(world)).Take(5))
        {
            var done = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => RedeemAsync(world, code))));

            Assert.Single(done, taken => taken);
        }
    }

    private static Task<IReadOnlyList<string>> MakeAsync(World world) => world.Services.AskAccountAsync(
        "finance", async (accounts, account) =>
            (IReadOnlyList<string>)[.. (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, 10))!]);

    private static Task<bool> RedeemAsync(World world, string code) => world.Services.AskAccountAsync(
        "finance", async (accounts, account) => (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded);

    private static async Task<string> KeptAsync(World world)
    {
        await using var db = await world.DbAsync();
        return (await Tokens(db).SingleAsync()).Value!;
    }

    private static IQueryable<IdentityUserToken<Guid>> Tokens(OpsDbContext db) =>
        db.Set<IdentityUserToken<Guid>>().Where(token => token.Name == "RecoveryCodes");
}
