using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

public sealed class CashApplicationTests
{
    private static readonly LegalEntityId Entity = LegalEntityId.From(new Guid("00000000-0000-0000-0000-000000000001"));
    private static readonly LegalEntityId Other = LegalEntityId.From(new Guid("00000000-0000-0000-0000-000000000002"));
    private static readonly Currency Eur = Currency.Of("EUR");

    [Theory]
    [InlineData(400, 1000, 400)]
    [InlineData(1000, 1000, 1000)]
    [InlineData(1200, 1000, 1000)]
    public void ToApply_OfAnExactReference_IsTheLesserOfLeftAndOpen(long paid, long open, long applied) =>
        Assert.Equal(applied, CashApplication.ToApply(Entity, new Money(paid, Eur), "INV-1", AnInvoice(open)).Value);

    [Fact]
    [Trait("Requirement", "CSH-7")]
    public void ToApply_OfAnythingInexact_IsNeverGuessed()
    {
        var invoice = AnInvoice(1000);
        Assert.Equal("cash.no-reference", Refused(Entity, "EUR", null, invoice));
        Assert.Equal("cash.no-reference", Refused(Entity, "EUR", " ", invoice));
        Assert.Equal("cash.unknown-invoice", Refused(Entity, "EUR", "INV-2", null));
        Assert.Equal("cash.unknown-invoice", Refused(Entity, "EUR", "inv-1", invoice));
        Assert.Equal("cash.other-entity", Refused(Other, "EUR", "INV-1", invoice));
        Assert.Equal("cash.other-currency", Refused(Entity, "USD", "INV-1", invoice));
        Assert.Equal("cash.invoice-closed", Refused(Entity, "EUR", "INV-1", AnInvoice(0)));
        Assert.Equal("cash.invoice-closed", Refused(Entity, "EUR", "INV-1", invoice with { TakesCash = false }));
    }

    private static string? Refused(LegalEntityId entity, string currency, string? named, InvoiceToPay? invoice) =>
        CashApplication.ToApply(entity, new Money(1000, Currency.Of(currency)), named, invoice).Refusal?.Code;

    private static InvoiceToPay AnInvoice(long open) => new("INV-1", Entity, Eur, open, true);
}
