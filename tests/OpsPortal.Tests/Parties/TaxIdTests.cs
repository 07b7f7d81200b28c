using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Parties;
using OpsPortal.Identity;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Parties;

[Trait("Requirement", "CMP-3")]
[Trait("Requirement", "CMP-4")]
public sealed class TaxIdTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Add_OnEachStore_KeepsTheNumberEncrypted_AndShowsItMasked(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, payee) = await DeskAsync(world);
        var check = new TaxCheck("VIES", TaxCheckResult.Confirmed, world.Now, null);

        var added = await desk.AddAsync(payee, "de 136 695 976", world.As("finance"), check);

        Assert.Null(added.Refusal);
        await using var db = await world.DbAsync();
        var stored = await db.Set<PayeeTaxId>().SingleAsync();
        Assert.DoesNotContain("136695976", stored.NumberProtected, StringComparison.Ordinal);
        Assert.Equal(TaxIdDesk.Vat, world.Use<FieldProtection>().OpenTaxNumber(stored.NumberProtected));
        Assert.ThrowsAny<CryptographicException>(() => world.Use<FieldProtection>().Open(stored.NumberProtected));
        var answer = await desk.ReadAsync(payee);
        Assert.Equal(("DE •••• 976", "VIES", TaxCheckResult.Confirmed, world.Now),
            answer.InForce.Select(row => (row.Masked, row.Source, row.Result, row.CheckedAt!.Value)).Single());
        var told = JsonSerializer.Serialize(answer);
        Assert.DoesNotContain("136695976", told, StringComparison.Ordinal);
        Assert.DoesNotContain(stored.NumberProtected, told, StringComparison.Ordinal);
        var row = await db.Set<AuditRow>().SingleAsync(row => row.Action == "Added tax number");
        Assert.Equal((world.As("finance").Person, null, "VAT number of DE, version 1, DE •••• 976, VIES, confirmed"),
            (row.PersonId, row.Before, row.After));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Add_OfTheSameKindAndCountry_Replaces_AndOfAnotherStandsBesideIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, payee) = await DeskAsync(world);
        Assert.Null((await desk.AddAsync(payee)).Refusal);
        world.Clock.Advance(Duration.FromDays(1));

        Assert.Null((await desk.AddAsync(payee, TaxIdDesk.OtherVat)).Refusal);
        Assert.Null((await desk.AddAsync(payee, TaxNumberKind.Vat, "AT", "ATU13585627")).Refusal);
        Assert.Null((await desk.AddAsync(payee, TaxNumberKind.Local, "DE", "93/815/08152")).Refusal);

        var answer = await desk.ReadAsync(payee);
        Assert.Equal(["AT •••• 627 v1", "DE •••• 398 v2", "•••• 8152 v1"],
            answer.InForce.Select(row => $"{row.Masked} v{row.Version}").Order());
        var old = answer.Replaced.Single();
        Assert.Equal(("DE •••• 976", 1, world.Now), (old.Masked, old.Version, old.ReplacedAt!.Value));
        await using var db = await world.DbAsync();
        var row = await db.Set<AuditRow>().SingleAsync(row => row.Action == "Replaced tax number");
        Assert.StartsWith("VAT number of DE, version 1, DE •••• 976", row.Before, StringComparison.Ordinal);
        Assert.StartsWith("VAT number of DE, version 2, DE •••• 398", row.After, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Add_ManyAtOnce_LeavesOneInForce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, payee) = await DeskAsync(world);
        Assert.Null((await desk.AddAsync(payee)).Refusal);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            desk.AddAsync(payee, i % 2 == 0 ? TaxIdDesk.Vat : TaxIdDesk.OtherVat))));

        var done = outcomes.Count(outcome => !outcome.IsRefused);
        Assert.InRange(done, 1, 6);
        Assert.All(outcomes.Where(outcome => outcome.IsRefused),
            outcome => Assert.Equal("shared.changed-meanwhile", outcome.Refusal!.Code));
        var answer = await desk.ReadAsync(payee);
        Assert.Equal(done + 1, Assert.Single(answer.InForce).Version);
        Assert.Equal(Enumerable.Range(1, done), answer.Replaced.Select(row => row.Version).Order());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Database_RefusesASecondNumberInForce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, payee) = await DeskAsync(world);
        var first = (await desk.AddAsync(payee)).Value;
        Assert.Null((await desk.AddAsync(payee, TaxIdDesk.OtherVat)).Refusal);
        await using var db = await world.DbAsync();

        // The older version is put in force again behind the app's back.
        var trouble = await Assert.ThrowsAnyAsync<Exception>(() => db.Set<PayeeTaxId>().Where(known => known.Id == first)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.ReplacedAt, (Instant?)null)));

        Assert.True(Conflicts.IsDuplicate(trouble), trouble.ToString());
    }

    [Theory]
    [InlineData(nameof(PayeeTaxId.NumberProtected), "other")]
    [InlineData(nameof(PayeeTaxId.NumberMasked), "other")]
    [InlineData(nameof(PayeeTaxId.Source), "other")]
    [InlineData(nameof(PayeeTaxId.Version), 9)]
    [InlineData(nameof(PayeeTaxId.Result), TaxCheckResult.Confirmed)]
    public async Task KeptVersion_IsNeverChanged(string property, object value)
    {
        await using var world = await World.NewAsync();
        var (desk, payee) = await DeskAsync(world);
        Assert.Null((await desk.AddAsync(payee)).Refusal);
        await using var db = await world.DbAsync();
        var stored = await db.Set<PayeeTaxId>().SingleAsync();
        db.Entry(stored).Property(property).CurrentValue = value;

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    }

    [Theory]
    [InlineData("compliance", null)]
    [InlineData("finance", null)]
    [InlineData("ops", "shared.not-allowed")]
    [InlineData("controller1", "shared.not-allowed")]
    [InlineData("auditor", "shared.not-allowed")]
    [InlineData("approver", "shared.not-allowed")]
    [InlineData("admin", "shared.not-allowed")]
    public async Task Add_IsForComplianceAndFinanceAlone(string account, string? code)
    {
        await using var world = await World.NewAsync();
        var (desk, payee) = await DeskAsync(world);

        Assert.Equal(code, (await desk.AddAsync(payee, by: world.As(account))).Refusal?.Code);

        await using var db = await world.DbAsync();
        Assert.Equal(code is null ? 0 : 1, await db.Set<AuditRow>().CountAsync(row => row.Action == "EditPayeeTaxIds refused"));
    }

    [Fact]
    public async Task Add_ToAPayeeOfAnotherCompany_IsNotFound()
    {
        await using var world = await World.NewAsync();
        var (desk, payee) = await DeskAsync(world);
        var foreign = await world.AddPersonAsync("Cora", [Role.Compliance], World.America);

        Assert.Equal("shared.not-found", (await desk.AddAsync(payee, by: foreign)).Refusal?.Code);
        Assert.Equal("shared.not-found",
            (await world.Use<PayeeTaxIds>().RunAsync(payee, foreign, default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Gates_SayWhatIsNotOnFile(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (desk, payee) = await DeskAsync(world);
        Assert.Equal([(GateKind.Vat, "no VAT number on file"), (GateKind.TaxForm, "no tax number on file")],
            await LackingAsync(world, payee));

        Assert.Null((await desk.AddAsync(payee, TaxNumberKind.Ssn, "US", "219-09-9999")).Refusal);
        Assert.Equal([(GateKind.Vat, "no VAT number on file")], await LackingAsync(world, payee));
        Assert.Null((await desk.AddAsync(payee)).Refusal);

        Assert.Empty(await LackingAsync(world, payee));
    }

    private static async Task<IEnumerable<(GateKind Kind, string Lacking)>> LackingAsync(World world, PayeeId payee) =>
        (await world.Use<PayeeGates>().RunAsync(payee, world.As("compliance"), default)).Value.Gates
            .Where(gate => gate.Lacking.Length > 0).Select(gate => (gate.Kind, gate.Lacking)).ToList();

    private static async Task<(TaxIdDesk Desk, PayeeId Payee)> DeskAsync(World world)
    {
        var desk = new TaxIdDesk(world.Services, await Template.ActorsAsync(world.Store.Kind));
        return (desk, await desk.PayeeAsync("Mia Studio", World.Ireland));
    }
}
