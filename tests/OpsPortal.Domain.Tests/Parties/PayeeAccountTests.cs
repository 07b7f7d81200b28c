using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Parties;

[Trait("Requirement", "CMP-7")]
public sealed class PayeeAccountTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly PersonId Ann = new(Guid.NewGuid());
    private static readonly PersonId Bob = new(Guid.NewGuid());

    [Fact]
    public void CanBePaidTo_AfterCoolingOffAndCallBack_IsDone()
    {
        var account = Added();
        account.RecordCallBack(Bob, "Called +49 30 1234 from the contract", Now);
        Assert.Equal("parties.cooling-off",
            account.CanBePaidTo(Now + PayeeAccount.CoolingOff - Duration.FromSeconds(1)).Refusal?.Code);
        Assert.False(account.CanBePaidTo(Now + PayeeAccount.CoolingOff).IsRefused);
    }

    [Fact]
    public void CanBePaidTo_WithoutACallBack_IsRefusedForEver() =>
        Assert.Equal("parties.no-call-back", Added().CanBePaidTo(Now + Duration.FromDays(400)).Refusal?.Code);

    [Fact]
    public void RecordCallBack_ByThePersonWhoEnteredTheDetails_IsRefused() =>
        Assert.Equal("parties.call-back-same-person", Added().RecordCallBack(Ann, "Called", Now).Refusal?.Code);

    [Fact]
    public void RecordCallBack_Twice_IsRefused()
    {
        var account = Added();
        account.RecordCallBack(Bob, "Called", Now);
        Assert.Equal("parties.already-called-back", account.RecordCallBack(Bob, "Called", Now).Refusal?.Code);
    }

    [Fact]
    public void Add_OfANewVersion_ReplacesTheOldOneAtOnce()
    {
        var old = Added();
        old.RecordCallBack(Bob, "Called", Now);
        var later = Now + Duration.FromDays(30);
        var changed = Added(old, later);
        Assert.Equal(2, changed.Version);
        Assert.Equal("parties.account-replaced", old.CanBePaidTo(later).Refusal?.Code);
        Assert.Equal("parties.no-call-back", changed.CanBePaidTo(later).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "SEC-4")]
    public void Add_KeepsTheNumberMaskedOnly()
    {
        var account = Added();
        Assert.Equal("•••• 3000", account.AccountMasked);
        Assert.Equal("sealed", account.AccountProtected);
    }

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00", null)]
    [InlineData("DE89 3704 0044 0532 0130 01", "parties.bad-check-digits")]
    [InlineData("DE00123", "parties.bad-check-digits")]
    [InlineData("NO93 8601 1117 947", null)]
    [InlineData("12345678", null)]
    [InlineData("12", "parties.not-an-account")]
    [InlineData("DE89=3704", "parties.not-an-account")]
    [InlineData(null, "parties.not-an-account")]
    public void Parse_OfANumber_ChecksWhatCanBeChecked(string? typed, string? code) =>
        Assert.Equal(code, AccountNumber.Parse(typed).Refusal?.Code);

    private static PayeeAccount Added(PayeeAccount? current = null, Instant? at = null)
    {
        var number = AccountNumber.Parse("DE89 3704 0044 0532 0130 00").Value;
        var details = new PayeeAccountDetails("Mia Studio", number, "sealed", "COBADEFF", "DE", Currency.Of("EUR"));
        return PayeeAccount.Add(new(Guid.NewGuid()), new(Guid.NewGuid()), details, current, Ann, at ?? Now).Value;
    }
}
