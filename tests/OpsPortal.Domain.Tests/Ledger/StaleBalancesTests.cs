using OpsPortal.Domain.Ledger;

namespace OpsPortal.Domain.Tests.Ledger;

[Trait("Requirement", "LED-7")]
public sealed class StaleBalancesTests
{
    [Theory]
    [InlineData(Account.TransfersInTransit, 500, 0, 500)]
    [InlineData(Account.TransfersInTransit, 500, 200, 300)]
    [InlineData(Account.TransfersInTransit, 500, 500, 0)]
    [InlineData(Account.TransfersInTransit, 500, 900, 0)]
    [InlineData(Account.SettlementPayables, -500, 0, 500)]
    [InlineData(Account.SettlementPayables, -500, -200, 300)]
    [InlineData(Account.SettlementPayables, -500, -800, 0)]
    public void StaleMinor_IsWhatIsLeftAfterTheNewerGrowth(Account account, long balance, long grown, long stale)
    {
        var rule = StaleBalances.Rules.Single(rule => rule.Account == account);
        Assert.Equal(stale, StaleBalances.StaleMinor(rule, balance, grown));
    }

    [Fact]
    public void Rules_NameEachAccountOnceAndKeepItApartOnlyAsItsLinesDo()
    {
        Assert.Equal(StaleBalances.Rules.Count, StaleBalances.Rules.Select(rule => rule.Account).Distinct().Count());
        Assert.All(StaleBalances.Rules, rule =>
        {
            Assert.True(rule.Days > 0);
            Assert.True(ChartOfAccounts.Of(rule.Account).KeptBy.HasFlag(rule.KeptBy));
        });
    }
}
