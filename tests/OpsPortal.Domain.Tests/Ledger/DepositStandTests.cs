using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "LED-11")]
public sealed class DepositStandTests
{
    [Theory]
    [InlineData(300_00, 150_00, 0, 150_00)]
    [InlineData(180_00, 150_00, 120_00, 30_00)]
    [InlineData(150_00, 150_00, 150_00, 0)]
    [InlineData(180_00, 0, 120_00, 0)]
    [InlineData(100_00, 300_00, 0, 100_00)]
    [InlineData(-5, 300_00, 0, 0)]
    public void PaidMinor_IsWhatWasCollectedAndNotCleared(long balance, long collected, long cleared, long paid) =>
        Assert.Equal(paid, new DepositStand(balance, collected, cleared).PaidMinor);
}
