using OpsPortal.Domain.Erp;

namespace OpsPortal.Domain.Tests.Erp;

public sealed class ExternalIdsTests
{
    [Fact]
    [Trait("Requirement", "ERP-1")]
    public void Fit_AnyReference_IsStableUniqueAndNeverTooLong()
    {
        foreach (var most in ErpTargets.All.Select(target => target.IdLength))
        {
            var made = Enumerable.Range(0, 50_000)
                .Select(i => ExternalIds.Fit(ExternalIds.Entry("IE01", $"payment:stripe:pi_{i:000000000000}"), most)).ToList();
            Assert.Equal(made.Count, made.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(made, id => Assert.InRange(id.Length, 1, most));
        }

        Assert.Equal(ExternalIds.Fit("IE01:invoice-issued:7", 16), ExternalIds.Fit("IE01:invoice-issued:7", 16));
        Assert.StartsWith("OP", ExternalIds.Fit("IE01:invoice-issued:7", 16), StringComparison.Ordinal);
        Assert.Equal("IE01:invoice-issued:7", ExternalIds.Fit("IE01:invoice-issued:7", 21));
    }

    [Theory]
    [InlineData("a, b")]
    [InlineData("Ünïcode")]
    [InlineData("with \"quotes\"")]
    public void Fit_WithLettersThatImportersDrop_IsReplacedByItsHash(string reference) =>
        Assert.StartsWith("OP", ExternalIds.Fit(reference, 100), StringComparison.Ordinal);
}
