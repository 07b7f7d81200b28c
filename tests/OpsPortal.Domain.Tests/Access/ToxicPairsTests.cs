using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Access;

[Trait("Requirement", "SEC-2")]
public sealed class ToxicPairsTests
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();
    private static readonly PersonId Admin = new(Guid.Parse("0195f000-0000-7000-8000-0000000000f1"));

    /// <summary>Every set of roles that a person could be given.</summary>
    private static IEnumerable<Role[]> Sets =>
        Enumerable.Range(1, (1 << Roles.Length) - 1).Select(bits => Roles.Where((_, i) => (bits & (1 << i)) != 0).ToArray());

    [Fact]
    public void Roles_OneByOne_HoldNoToxicPair() =>
        Assert.Empty(Roles.Where(role => ToxicPairs.Within([role]) is not null));

    [Fact]
    public void Pairs_AreOfPermissionsThatSomeRoleHolds() => Assert.Empty(
        ToxicPairs.All.SelectMany(pair => new[] { pair.One, pair.Other })
            .Where(power => RolePermissions.Holding(power).Count == 0));

    [Fact]
    public void SetRoles_WhenThePersonWouldHoldAToxicPair_IsRefusedForEverySet()
    {
        foreach (var set in Sets)
        {
            var person = new Person(new PersonId(Guid.NewGuid()), "Nora New", "nora@example.com");
            var powers = set.SelectMany(RolePermissions.Of).ToHashSet();
            var toxic = ToxicPairs.All.Any(pair => powers.Contains(pair.One) && powers.Contains(pair.Other));

            var given = person.SetRoles(set, Admin, Instant.FromUtc(2026, 3, 2, 9, 0));

            Assert.True(toxic == given.IsRefused, string.Join(" and ", set));
            Assert.Equal(toxic ? [] : set.Order(), person.Roles.Order());
        }
    }

    [Theory]
    [InlineData(Role.Finance, Role.Controller)]
    [InlineData(Role.Ops, Role.Controller)]
    [InlineData(Role.Admin, Role.Controller)]
    [InlineData(Role.Admin, Role.Finance)]
    [InlineData(Role.Compliance, Role.Finance)]
    [InlineData(Role.Compliance, Role.Controller)]
    [InlineData(Role.Approver, Role.Finance)]
    public void Within_OfRolesThatTheBusinessKeepsApart_NamesThePair(Role one, Role other) =>
        Assert.NotNull(ToxicPairs.Within([one, other]));
}
