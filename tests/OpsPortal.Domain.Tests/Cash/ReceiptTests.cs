using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

public sealed class ReceiptTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly Currency Eur = Currency.Of("EUR");

    [Fact]
    public void Apply_PartThenRest_LeavesNothingUnapplied()
    {
        var receipt = AReceipt(1000);
        Assert.False(receipt.Apply(400).IsRefused);
        Assert.Equal(ReceiptState.Unapplied, receipt.State);
        Assert.False(receipt.Apply(600).IsRefused);
        Assert.Equal((ReceiptState.Applied, 0L), (receipt.State, receipt.UnappliedMinor));
    }

    [Fact]
    public void Apply_OfMoreThanIsLeft_IsRefused()
    {
        Assert.Equal("cash.more-than-unapplied", AReceipt(1000).Apply(1001).Refusal?.Code);
        Assert.Equal("cash.not-positive", AReceipt(1000).Apply(0).Refusal?.Code);
    }

    [Theory]
    [InlineData(399, "EUR", true)]
    [InlineData(400, "EUR", true)]
    [InlineData(401, "EUR", false)]
    [InlineData(400, "USD", false)]
    [InlineData(0, "EUR", false)]
    public void HasReturned_IsWhatWentBack_InItsCurrency(long minor, string currency, bool covered)
    {
        var receipt = AReceipt(1000);
        Assert.False(receipt.HasReturned(minor, Currency.Of(currency)));
        Assert.False(receipt.Return(400).IsRefused);
        Assert.Equal(covered, receipt.HasReturned(minor, Currency.Of(currency)));
        Assert.False(receipt.HasReturned(minor, null));
    }

    [Fact]
    public void Return_OfAppliedMoney_IsRefusedUntilItIsUnapplied()
    {
        var receipt = AReceipt(1000);
        receipt.Apply(1000);
        Assert.Equal("cash.more-than-unapplied", receipt.Return(1000).Refusal?.Code);
        receipt.Unapply(1000);
        Assert.False(receipt.Return(1000).IsRefused);
        Assert.Equal((ReceiptState.Returned, 1000L), (receipt.State, receipt.ReturnedWhilePendingMinor));
    }

    [Fact]
    public void Settle_Twice_CountsOnce()
    {
        var receipt = AReceipt(1000);
        Assert.True(receipt.Settle(Noon));
        Assert.False(receipt.Settle(Noon + Duration.FromDays(1)));
        Assert.Equal(Noon, receipt.AvailableAt);
    }

    [Fact]
    public void With_WordsBeyondTheirBounds_CutsThemAndDropsWhatIsBlank()
    {
        var receipt = AReceipt(1000).With(new PaymentWords
        {
            PayerName = new string('n', PaymentWords.NameLength + 1),
            Remittance = new string('r', PaymentWords.RemittanceLength - 1) + "\U0001F600",
            EndToEndId = "   ",
            BankReference = "\u0000\u0007",
            StructuredReference = "\u202ERF18\u202C",
            ValueDate = new LocalDate(2026, 3, 2),
        });
        Assert.Equal(PaymentWords.NameLength, receipt.PayerName!.Length);
        Assert.Equal(new string('r', PaymentWords.RemittanceLength - 1), receipt.Remittance);
        Assert.Equal((null, new LocalDate(2026, 3, 2)), (receipt.EndToEndId, receipt.ValueDate));
        Assert.Equal((null, "RF18"), (receipt.BankReference, receipt.StructuredReference));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("1234", "••••")]
    [InlineData("DE89370400440532013000", "•••• 3000")]
    public void Masked_OfAnAccount_ShowsAtMostItsLastFour(string? account, string? shown) =>
        Assert.Equal(shown, PaymentWords.Masked(account));

    [Fact]
    public void Move_OfEveryPair_IsWhatTheTableSaysOrRefused()
    {
        foreach (var from in Enum.GetValues<ReceiptState>())
        foreach (var action in Enum.GetValues<ReceiptAction>())
        {
            var moved = ReceiptLifecycle.Move(from, action);
            if (ReceiptLifecycle.Table.TryGetValue((from, action), out var row))
                Assert.Equal(row.To, moved.Value);
            else
                Assert.Equal("cash.no-such-move", moved.Refusal?.Code);
        }
    }

    [Theory]
    [InlineData(10_000, 0, 250)]
    [InlineData(10_000, 10_000, 250)]
    [InlineData(10_000, 9_900, 250)]
    [InlineData(10_000, 4_000, 0)]
    public void Settlement_WhenMoneyWentBackBefore_EndsWhereItEndsWhenItGoesBackAfter(long amount, long returned, long fee)
    {
        var before = Settlement.Of(amount, returned, fee);
        var pending = amount - returned - before.FeeFromPendingMinor - before.NetMinor;
        var available = before.NetMinor - before.FeeFromAvailableMinor;
        var after = Settlement.Of(amount, 0, fee);
        Assert.Equal((0L, after.NetMinor - after.FeeFromAvailableMinor - returned), (pending, available));
    }

    private static Receipt AReceipt(long minor) => Receipt.Take(
        ReceiptId.From(Guid.Empty), LegalEntityId.From(Guid.Empty), "test", "pi_1", Rail.Card, new Money(minor, Eur), "INV-1",
        Noon).Value;
}
