using System.Text.RegularExpressions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Tests.Tidy;

/// <summary>A rule that is not marked as unposted is posted by some code, and a marked one by none.</summary>
public sealed partial class PostedRulesTests
{
    private static readonly string[] Tables = ["EventFamily.cs", "MovementRules.cs", "PostingRules.cs"];

    // Whoever compares an entry's family or looks something up by it reads; whoever names one otherwise makes an entry of it.
    [Fact]
    [Trait("Requirement", "LED-2")]
    public void Rules_AreMarkedAsUnposted_ExactlyWhereNoCodePostsThem()
    {
        var named = SourceFile.Product.Where(file => !Tables.Contains(file.Name)).SelectMany(NamedIn).ToHashSet();
        foreach (var entityOwesTax in new[] { true, false })
        {
            foreach (var platformSells in new[] { true, false })
            {
                named.Add(PostingRules.InvoiceFamily(platformSells, entityOwesTax));
                named.Add(PostingRules.CreditFamily(platformSells, entityOwesTax));
            }
        }

        Assert.Equal(
            PostingRules.Rows.Where(rule => !rule.IsPosted).Select(rule => rule.Family).Order(),
            Enum.GetValues<EventFamily>().Except(named).Order());
    }

    private static IEnumerable<EventFamily> NamedIn(SourceFile file) =>
        Family().Matches(Read().Replace(file.Text, "")).Select(match => match.Groups[1].Value)
            .Where(name => Enum.IsDefined(typeof(EventFamily), name)).Select(Enum.Parse<EventFamily>);

    [GeneratedRegex(@"[!=]=\s*EventFamily\.\w+|\b(is|or|not)\s+EventFamily\.\w+|\[EventFamily\.\w+\]"
        + @"|EventFamily\.\w+\s+(or\b|=>)")]
    private static partial Regex Read();

    [GeneratedRegex(@"\bEventFamily\.(\w+)")]
    private static partial Regex Family();
}
