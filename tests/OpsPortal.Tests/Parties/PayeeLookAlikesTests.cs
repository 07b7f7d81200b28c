using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Parties;

namespace OpsPortal.Tests.Parties;

/// <summary>A payee that can be taken for another waits for a second pair of eyes.</summary>
[Trait("Requirement", "SEC-2")]
[Trait("Control", "T16")]
public sealed class PayeeLookAlikesTests
{
    private const string Iban = "DE89370400440532013000";

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Create_WithANameThatReadsLikeAnothers_IsHeldUntilASecondPersonResumes(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        _ = await MadeAsync(world, "Nordwind AG", World.Ireland);
        var abroad = await MadeAsync(world, "Nordwind Ltd", World.America);

        var twin = await MadeAsync(world, "Nordw1nd GmbH", World.Ireland);

        Assert.Null(await PausedAsync(world, abroad));
        Assert.Contains("reads like that of the payee Nordwind AG", await PausedAsync(world, twin), StringComparison.Ordinal);
        Assert.Equal("parties.look-alike-same-person", await ResumeAsync(world, twin, world.As("ops")));
        Assert.Null(await ResumeAsync(world, twin, world.As("finance")));
        Assert.Null(await PausedAsync(world, twin));
    }

    [Fact]
    public async Task Mend_ToANameThatReadsLikeAnothers_IsHeldToo_AndAnOrdinaryMendIsNot()
    {
        await using var world = await World.NewAsync();
        _ = await MadeAsync(world, "Nordwind AG", World.Ireland);
        var payee = await MadeAsync(world, "Westwind AG", World.Ireland);

        Assert.Null(await MendAsync(world, payee, "Westwind Holding AG"));
        Assert.Null(await PausedAsync(world, payee));
        Assert.Null(await MendAsync(world, payee, "Nord Wind"));

        Assert.NotNull(await PausedAsync(world, payee));
        Assert.Equal("parties.look-alike-same-person", await ResumeAsync(world, payee, world.As("ops")));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task BankDetails_OfAnotherPayee_HoldThePayee(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var first = await MadeAsync(world, "Mia Studio", World.Ireland);
        var second = await MadeAsync(world, "Ole Works", World.Ireland);
        Assert.Null(await AddAsync(world, first, Iban));
        Assert.Null(await AddAsync(world, first, Iban));
        Assert.Null(await PausedAsync(world, first));

        Assert.Null(await AddAsync(world, second, Iban));

        Assert.Contains("The bank account is that of the payee Mia Studio", await PausedAsync(world, second),
            StringComparison.Ordinal);
        Assert.Equal("parties.look-alike-same-person", await ResumeAsync(world, second, world.As("ops")));
        Assert.Null(await ResumeAsync(world, second, world.As("finance")));
        Assert.Null(await AddAsync(world, second, "FI2112345600000785"));
        Assert.Null(await PausedAsync(world, second));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task TaxNumber_OfAnotherPayee_HoldsThePayee(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var first = await MadeAsync(world, "Mia Studio", World.Ireland);
        var second = await MadeAsync(world, "Ole Works", World.Ireland);
        var abroad = await MadeAsync(world, "Ole Works", World.America);
        Assert.Null(await TaxAsync(world, first, TaxNumberKind.Ssn, "219-09-9999"));
        Assert.Null(await TaxAsync(world, first, TaxNumberKind.Ssn, "219-09-9999"));
        Assert.Null(await TaxAsync(world, second, TaxNumberKind.Ssn, "219-10-9999"));
        Assert.Null(await TaxAsync(world, abroad, TaxNumberKind.Ssn, "219-09-9999"));
        Assert.Null(await PausedAsync(world, first) ?? await PausedAsync(world, second) ?? await PausedAsync(world, abroad));

        Assert.Null(await TaxAsync(world, second, TaxNumberKind.Ein, "21-9099999"));

        Assert.Contains("The tax number is that of the payee Mia Studio", await PausedAsync(world, second),
            StringComparison.Ordinal);
        Assert.Equal("parties.look-alike-same-person", await ResumeAsync(world, second, world.As("finance")));
        Assert.Null(await ResumeAsync(world, second, world.As("ops")));
        Assert.Null(await TaxAsync(world, second, TaxNumberKind.Ein, "12-3456789"));
        Assert.Null(await PausedAsync(world, second));
    }

    private static async Task<string?> TaxAsync(World world, PayeeId payee, TaxNumberKind kind, string number) =>
        (await world.Use<AddTaxId>().RunAsync(
            new(payee, kind, "US", number, new("W-9", TaxCheckResult.NotChecked, null, null)), world.As("finance"), default))
        .Refusal?.Code;

    private static async Task<PayeeId> MadeAsync(World world, string name, LegalEntityId entity) =>
        (await world.Use<CreatePayee>().RunAsync(new(entity, Of(name)), world.As("ops"), default)).Value;

    private static async Task<string?> MendAsync(World world, PayeeId payee, string name) =>
        (await world.Use<ChangePayee>().MendAsync(payee, Of(name), world.As("ops"), default)).Refusal?.Code;

    private static async Task<string?> ResumeAsync(World world, PayeeId payee, Actor by) =>
        (await world.Use<ChangePayee>().ResumeAsync(payee, "Compared by phone.", by, default)).Refusal?.Code;

    private static async Task<string?> AddAsync(World world, PayeeId payee, string iban) =>
        (await world.Use<AddPayeeAccount>().RunAsync(new(payee, "Mia", iban, "", "DE", "EUR"), world.As("ops"), default))
        .Refusal?.Code;

    private static async Task<string?> PausedAsync(World world, PayeeId payee)
    {
        await using var db = await world.DbAsync();
        return await db.Set<Payee>().Where(p => p.Id == payee).Select(p => p.PausedReason).SingleAsync();
    }

    private static PayeeParticulars Of(string name) => new(name, "IE", PayeeKind.Company, "a@x.test");
}
