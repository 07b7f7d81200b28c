using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Parties;
using OpsPortal.Identity;
using OpsPortal.Tests.Contracts;

namespace OpsPortal.Tests.Parties;

public sealed class PayeeBankDetailsTests
{
    private const string Iban = "DE89 3704 0044 0532 0130 00";

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "SEC-4")]
    public async Task Add_OnEachStore_StoresTheNumberEncrypted(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var account = await AddedAsync(world);

        await using var db = await world.DbAsync();
        var stored = await db.Set<PayeeAccount>().SingleAsync(a => a.Id == account);
        Assert.DoesNotContain("37040044", stored.AccountProtected, StringComparison.Ordinal);
        Assert.Equal("DE89370400440532013000", world.Use<FieldProtection>().Open(stored.AccountProtected));
        Assert.Equal("•••• 3000", stored.AccountMasked);
    }

    [Fact]
    [Trait("Requirement", "CMP-7")]
    public async Task RecordCallBack_ByTheOneWhoEnteredTheDetails_IsRefused_AndByAnotherIsDone()
    {
        await using var world = await World.NewAsync();
        var account = await AddedAsync(world);
        var callBack = world.Use<RecordCallBack>();

        var same = await callBack.RunAsync(new(account, "Called"), world.As("ops"), default);
        var other = await callBack.RunAsync(new(account, "Called +49 30 1234"), world.As("controller1"), default);

        Assert.Equal("parties.call-back-same-person", same.Refusal?.Code);
        Assert.Null(other.Refusal);
        await using var db = await world.DbAsync();
        var stored = await db.Set<PayeeAccount>().SingleAsync();
        Assert.Equal("parties.cooling-off", stored.CanBePaidTo(world.Now).Refusal?.Code);
        Assert.False(stored.CanBePaidTo(world.Now + PayeeAccount.CoolingOff).IsRefused);
    }

    [Fact]
    public async Task Add_ByAnAuditor_IsRefused()
    {
        await using var world = await World.NewAsync();
        await using var db = await world.DbAsync();
        var payee = (await ContractSetUp.MakeAsync(db)).Payee;

        var added = await world.Use<AddPayeeAccount>().RunAsync(new(payee.Id, "Mia", Iban, "", "DE", "EUR"), world.As("auditor"),
            default);

        Assert.Equal("shared.not-allowed", added.Refusal?.Code);
    }

    private static async Task<PayeeAccountId> AddedAsync(World world)
    {
        await using var db = await world.DbAsync();
        var payee = (await ContractSetUp.MakeAsync(db)).Payee;
        var added = await world.Use<AddPayeeAccount>()
            .RunAsync(new(payee.Id, "Mia Studio", Iban, "cobadeff", "DE", "EUR"), world.As("ops"), default);
        Assert.Null(added.Refusal);
        return added.Value;
    }
}
