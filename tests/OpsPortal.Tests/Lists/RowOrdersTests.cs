using OpsPortal.Components;

namespace OpsPortal.Tests.Lists;

/// <summary>The order of a short list that is read whole; those of the database are tried by
/// <see cref="EveryOrderTests"/>.</summary>
public sealed class RowOrdersTests
{
    private static readonly RowOrders<(string Name, int? Age)> Orders = new RowOrders<(string Name, int? Age)>()
        .By("name", row => row.Name).By("age", row => row.Age);

    [Theory]
    [InlineData(null, "b c a d")]
    [InlineData("nothing", "b c a d")]
    [InlineData("name", "a b c d")]
    [InlineData("-name", "d c b a")]
    [InlineData("age", "a c b d")]
    [InlineData("-age", "c a b d")]
    public void Sorted_PutsRowsWithoutAValueLastBothWays(string? sort, string names) => Assert.Equal(names,
        string.Join(' ', Orders.Sorted([("b", null), ("c", 7), ("a", 5), ("d", null)], sort).Select(row => row.Name)));
}
