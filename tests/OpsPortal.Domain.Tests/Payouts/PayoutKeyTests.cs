using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Payouts.ABatch;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "EVT-6")]
public sealed class PayoutKeyTests
{
    private static readonly PayoutSourceDraft One = Source(1, 100);
    private static readonly PayoutSourceDraft Two = Source(2, 200);

    [Fact]
    public void Key_IsTheSame_InWhateverOrderThePayablesCome() => Assert.Equal(Key(1, One, Two), Key(1, Two, One));

    [Fact]
    public void Key_Differs_ForOtherPayablesAmountsOrRounds() => Assert.Equal(
        4, new[] { Key(1, One, Two), Key(1, One), Key(2, One), Key(1, One with { AmountMinor = 101 }) }.Distinct().Count());

    private static string Key(int round, params PayoutSourceDraft[] sources) =>
        PayoutKey.Of(new LegalEntityId(Id(1)), new PayeeId(Id(2)), Euro, sources, round);

    private static PayoutSourceDraft Source(int n, long minor) =>
        new(new InvoiceId(Id(n)), "DE-1", new ContractId(Id(9)), null, new ReceiptId(Id(n)), minor);
}
