using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Tests.Access;

[Trait("Requirement", "SEC-3")]
public sealed class GuardedPowersTests
{
    [Theory]
    [InlineData(Role.Approver, false)]
    [InlineData(Role.Ops, true)]
    [InlineData(Role.Finance, true)]
    [InlineData(Role.Controller, true)]
    [InlineData(Role.Compliance, true)]
    [InlineData(Role.Auditor, false)]
    [InlineData(Role.Admin, true)]
    public void AreHeldBy_ARole_IsWhatItsPowersSay(Role role, bool guarded)
    {
        Assert.Equal(guarded, GuardedPowers.AreHeldBy([role]));
        Assert.Equal(guarded, GuardedPowers.AreHeldBy([Role.Auditor, role]));
    }

    [Fact]
    public void AreHeldBy_NoRole_IsFalse() => Assert.False(GuardedPowers.AreHeldBy([]));

    /// <summary>A role that waits a day because it lets money go gives nothing to who has only the password.</summary>
    [Fact]
    public void AreHeldBy_EveryRoleThatLetsMoneyGo() => Assert.All(
        Enum.GetValues<Role>().Where(RoleCooling.Applies), role => Assert.True(GuardedPowers.AreHeldBy([role])));
}
