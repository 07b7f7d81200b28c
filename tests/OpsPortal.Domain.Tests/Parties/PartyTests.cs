using NodaTime;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Parties;

public sealed class PartyTests
{
    private static readonly LegalEntityId Entity = new(Guid.NewGuid());

    [Fact]
    public void MergeInto_AnotherBuyer_DeactivatesTheDuplicate()
    {
        var (duplicate, staying) = (ABuyer("Acme"), ABuyer("Acme GmbH"));
        Assert.False(duplicate.MergeInto(staying).IsRefused);
        Assert.Equal(staying.Id, duplicate.MergedInto);
        Assert.False(duplicate.IsActive);
        Assert.Equal("parties.already-merged", duplicate.Activate().Refusal?.Code);
        Assert.Equal("parties.already-merged", staying.MergeInto(duplicate).Refusal?.Code);
    }

    [Fact]
    public void MergeInto_ABuyerOfAnotherEntityOrItself_IsRefused()
    {
        var buyer = ABuyer("Acme");
        Assert.Equal("parties.merge-with-itself", buyer.MergeInto(buyer).Refusal?.Code);
        Assert.Equal("parties.merge-across", buyer.MergeInto(ABuyer("Acme", new(Guid.NewGuid()))).Refusal?.Code);
    }

    [Theory]
    [InlineData("", "mail@example.com", "DE", "shared.required")]
    [InlineData("Acme", "mail", "DE", "parties.not-an-email")]
    [InlineData("Acme", "mail@example.com,other.example.com", "DE", "parties.not-an-email")]
    [InlineData("Acme", "<mail@example.com>", "DE", "parties.not-an-email")]
    [InlineData("Acme", "mail@example.com\0", "DE", "parties.not-an-email")]
    [InlineData("Acme", "mail@example.com", "de", "parties.not-a-country")]
    public void Create_OfABuyerWithABadField_IsRefused(string name, string email, string country, string code) => Assert.Equal(
        code, Buyer.Create(new(Guid.NewGuid()), Entity, new(name, email, country, "Street 1", "")).Refusal?.Code);

    [Fact]
    public void Create_OfAnEntityInAnUnknownZone_IsRefused() => Assert.Equal(
        "parties.unknown-zone",
        LegalEntity.Create(Entity, "DE1", "DE1", Currency.Of("EUR"),
            new("Ops GmbH", "DE", "Europe/Bonn", "Street 1", "", "")).Refusal?.Code);

    [Fact]
    public void Pause_AndResume_EachOnce()
    {
        var payee = Payee.Create(new(Guid.NewGuid()), Entity, new("Mia", "DE", PayeeKind.Individual, "mia@example.com")).Value;
        payee.Pause("Payout came back");
        Assert.Equal("parties.already-paused", payee.Pause("Again").Refusal?.Code);
        Assert.False(payee.Resume().IsRefused);
        Assert.Null(payee.PausedReason);
        Assert.Equal("parties.not-paused", payee.Resume().Refusal?.Code);
    }

    [Fact]
    public void PauseFurther_PutsItsReasonFirst_KeepsTheOneBefore_AndSaysEachOnce()
    {
        var payee = Payee.Create(new(Guid.NewGuid()), Entity, new("Mia", "DE", PayeeKind.Individual, "mia@example.com")).Value;
        Assert.Null(payee.PauseFurther("A name like another's.").Refusal);
        Assert.Equal("A name like another's.", payee.PausedReason);

        Assert.Null(payee.PauseFurther("An account of another.").Refusal);
        Assert.Null(payee.PauseFurther("An account of another.").Refusal);

        Assert.Equal("An account of another. Before: A name like another's.", payee.PausedReason);
        Assert.Null(payee.PauseFurther(new string('x', Reasons.Limit)).Refusal);
        Assert.Equal(Reasons.Limit, payee.PausedReason?.Length);
    }

    [Fact]
    public void Create_OfATaxRateBeforeTheLatest_IsRefused()
    {
        var latest = TaxRate.Create(new(Guid.NewGuid()), "DE", "Standard", 1900, new(2026, 1, 1), null).Value;
        Assert.Equal(
            "parties.rates-overlap", TaxRate.Create(new(Guid.NewGuid()), "DE", "Standard", 2000, new LocalDate(2025, 1, 1),
                latest).Refusal?.Code);
    }

    private static Buyer ABuyer(string name, LegalEntityId? entity = null) =>
        Buyer.Create(new(Guid.NewGuid()), entity ?? Entity, new(name, "ap@example.com", "DE", "Street 1", "")).Value;
}
