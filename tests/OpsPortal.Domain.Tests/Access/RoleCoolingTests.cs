using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Access;

[Trait("Requirement", "SEC-2")]
public sealed class RoleCoolingTests
{
    private static readonly Instant Given = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory]
    [InlineData(Role.Controller, 24)]
    [InlineData(Role.Approver, 0)]
    [InlineData(Role.Ops, 0)]
    [InlineData(Role.Finance, 0)]
    [InlineData(Role.Compliance, 0)]
    [InlineData(Role.Auditor, 0)]
    [InlineData(Role.Admin, 0)]
    public void CountsFrom_IsADayLaterForRolesThatLetMoneyGo(Role role, int hours) =>
        Assert.Equal(Given + Duration.FromHours(hours), RoleCooling.CountsFrom(role, Given));

    [Fact]
    public void RolesAt_WhenTheOtherRolesChange_KeepsTheWaitOfWhatStays()
    {
        var person = new Person(new PersonId(Guid.NewGuid()), "Cora", "cora@x.test");
        var admin = new PersonId(Guid.NewGuid());
        Assert.False(person.SetRoles([Role.Controller], admin, Given).IsRefused);
        Assert.Empty(person.RolesAt(Given + RoleCooling.Wait - Duration.FromSeconds(1)));

        Assert.False(person.SetRoles([Role.Controller, Role.Auditor], admin, Given + Duration.FromHours(20)).IsRefused);

        Assert.Equal([Role.Auditor], person.RolesAt(Given + Duration.FromHours(20)));
        Assert.Equal([Role.Controller, Role.Auditor], person.RolesAt(Given + RoleCooling.Wait));
    }

    [Fact]
    public void RolesAt_WhenARoleIsTakenAndGivenAgain_WaitsAnew()
    {
        var person = new Person(new PersonId(Guid.NewGuid()), "Cora", "cora@x.test");
        var admin = new PersonId(Guid.NewGuid());
        var later = Given + Duration.FromDays(30);
        Assert.False(person.SetRoles([Role.Controller], admin, Given).IsRefused);
        Assert.False(person.SetRoles([], admin, later).IsRefused);
        Assert.False(person.SetRoles([Role.Controller], admin, later).IsRefused);

        Assert.Empty(person.RolesAt(later + Duration.FromHours(23)));
        Assert.Equal([Role.Controller], person.RolesAt(later + RoleCooling.Wait));
    }
}
