using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Parties;
using OpsPortal.Tests.Contracts;

namespace OpsPortal.Tests.Parties;

[Trait("Requirement", "SEC-4")]
public sealed class RevealAccountTests
{
    private const string Iban = "DE89370400440532013000";

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Reveal_WithAReason_ShowsTheNumberAndSaysInTheAuditLogWhoSawWhat(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var account = await AddedAsync(world);
        var compliance = world.As(Role.Compliance);

        var without = await RevealAsync(world, account, compliance, " ");
        var shown = await RevealAsync(world, account, compliance, "The bank asks for it, ticket 77.");

        Assert.Equal("shared.required", without.Refusal?.Code);
        Assert.Equal(Iban, shown.Value);
        await using var db = await world.DbAsync();
        var row = await db.Set<AuditRow>().SingleAsync(row => row.Action == "Revealed account number");
        Assert.Equal((compliance.Person, "version 1, •••• 3000", "The bank asks for it, ticket 77."),
            (row.PersonId, row.After, row.Reason));
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(r => r.Action == "RevealSecret refused"));
        Assert.False(await db.Set<AuditRow>().AnyAsync(r => (r.After + r.Before + r.Reason).Contains("37040044")));
    }

    [Theory]
    [InlineData("ops")]
    [InlineData("finance")]
    [InlineData("controller1")]
    [InlineData("auditor")]
    [InlineData("admin")]
    public async Task Reveal_ByAnybodyWithoutThePower_IsRefused(string account)
    {
        await using var world = await World.NewAsync();
        var id = await AddedAsync(world);

        Assert.Equal("shared.not-allowed", (await RevealAsync(world, id, world.As(account), "Curious.")).Refusal?.Code);
    }

    [Fact]
    public async Task Reveal_OfAnotherCompany_IsNotFound()
    {
        await using var world = await World.NewAsync();
        var id = await AddedAsync(world);
        var foreign = await world.AddPersonAsync("Cora", [Role.Compliance], World.America);

        Assert.Equal("shared.not-found", (await RevealAsync(world, id, foreign, "Curious.")).Refusal?.Code);
    }

    [Fact]
    public async Task Reveal_MoreThanTwentyTimesInAnHour_IsRefusedUntilItIsOver()
    {
        await using var world = await World.NewAsync();
        var id = await AddedAsync(world);
        for (var i = 0; i < RevealPace.MostInAnHour; i++)
            Assert.Null((await RevealAsync(world, id, world.As(Role.Compliance), $"Check {i}.")).Refusal);

        Assert.Equal("parties.too-many-reveals",
            (await RevealAsync(world, id, world.As(Role.Compliance), "Once more.")).Refusal?.Code);
        world.Clock.Advance(Duration.FromHours(1));

        Assert.Null((await RevealAsync(world, id, world.As(Role.Compliance), "An hour later.")).Refusal);
    }

    private static Task<Outcome<string>> RevealAsync(World world, PayeeAccountId account, Actor actor, string reason) =>
        world.Use<RevealAccount>().RunAsync(account, reason, actor, default);

    private static async Task<PayeeAccountId> AddedAsync(World world)
    {
        await using var db = await world.DbAsync();
        var payee = (await ContractSetUp.MakeAsync(db)).Payee;
        var added = await world.Use<AddPayeeAccount>()
            .RunAsync(new(payee.Id, "Mia Studio", Iban, "", "DE", "EUR"), world.As("ops"), default);
        Assert.Null(added.Refusal);
        return added.Value;
    }
}
