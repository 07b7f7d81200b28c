using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Parties;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Parties;

[Trait("Requirement", "CMP-3")]
[Trait("Requirement", "SEC-4")]
public sealed class RevealTaxIdTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Reveal_WithAReason_ShowsTheNumberAndSaysInTheAuditLogWhoSawWhat(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, _, taxId) = await AddedAsync(world);

        var without = await desk.RevealAsync(taxId, " ");
        var telling = await desk.RevealAsync(taxId, "Is it DE 136 695 976?");
        var shown = await desk.RevealAsync(taxId, "The tax office asks, ticket 77.");

        Assert.Equal("shared.required", without.Refusal?.Code);
        Assert.Equal("parties.tax-number-in-words", telling.Refusal?.Code);
        Assert.Equal(TaxIdDesk.Vat, shown.Value);
        await using var db = await world.DbAsync();
        var row = await db.Set<AuditRow>().SingleAsync(row => row.Action == "Revealed tax number");
        Assert.Equal(
            (world.As(Role.Compliance).Person, "VAT number of DE, version 1, DE •••• 976, W-9, not checked",
                "The tax office asks, ticket 77."),
            (row.PersonId, row.After, row.Reason));
        Assert.Equal(2, await db.Set<AuditRow>().CountAsync(r => r.Action == "RevealSecret refused"));
    }

    [Theory]
    [InlineData("ops")]
    [InlineData("finance")]
    [InlineData("controller1")]
    [InlineData("auditor")]
    [InlineData("approver")]
    [InlineData("admin")]
    public async Task Reveal_ByAnybodyWithoutThePower_IsRefused(string account)
    {
        await using var world = await World.NewAsync();
        var (desk, _, taxId) = await AddedAsync(world);

        Assert.Equal("shared.not-allowed", (await desk.RevealAsync(taxId, "Curious.", world.As(account))).Refusal?.Code);
    }

    [Fact]
    public async Task Reveal_OfAnotherCompany_IsNotFound()
    {
        await using var world = await World.NewAsync();
        var (desk, _, taxId) = await AddedAsync(world);
        var foreign = await world.AddPersonAsync("Cora", [Role.Compliance], World.America);

        Assert.Equal("shared.not-found", (await desk.RevealAsync(taxId, "Curious.", foreign)).Refusal?.Code);
    }

    [Fact]
    public async Task Reveal_OfAReplacedVersion_ShowsThatVersion()
    {
        await using var world = await World.NewAsync();
        var (desk, payee, taxId) = await AddedAsync(world);
        Assert.Null((await desk.AddAsync(payee, TaxIdDesk.OtherVat)).Refusal);

        Assert.Equal(TaxIdDesk.Vat, (await desk.RevealAsync(taxId, "What was it before?")).Value);
    }

    [Fact]
    public async Task Reveal_OfAccountsAndTaxNumbers_IsTwentyInAnHourTogether()
    {
        await using var world = await World.NewAsync();
        var (desk, payee, taxId) = await AddedAsync(world);
        var account = (await world.Use<AddPayeeAccount>().RunAsync(
            new(payee, "Mia Studio", "DE89370400440532013000", "", "DE", "EUR"), world.As("ops"), default)).Value;
        var (reveal, compliance) = (world.Use<RevealAccount>(), world.As(Role.Compliance));
        for (var i = 0; i < RevealPace.MostInAnHour / 2; i++)
        {
            Assert.Null((await desk.RevealAsync(taxId, $"Check {i}.")).Refusal);
            Assert.Null((await reveal.RunAsync(account, $"Check {i}.", compliance, default)).Refusal);
        }

        Assert.Equal("parties.too-many-reveals", (await desk.RevealAsync(taxId, "Once more.")).Refusal?.Code);
        Assert.Equal("parties.too-many-reveals",
            (await reveal.RunAsync(account, "Once more.", compliance, default)).Refusal?.Code);
        world.Clock.Advance(Duration.FromHours(1));

        Assert.Null((await desk.RevealAsync(taxId, "An hour later.")).Refusal);
    }

    private static async Task<(TaxIdDesk Desk, PayeeId Payee, TaxIdId TaxId)> AddedAsync(World world)
    {
        var desk = new TaxIdDesk(world.Services, await Template.ActorsAsync(world.Store.Kind));
        var payee = await desk.PayeeAsync("Mia Studio", World.Ireland);
        return (desk, payee, (await desk.AddAsync(payee)).Value);
    }
}
