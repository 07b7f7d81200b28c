using OpsPortal.Documents;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Tests.Documents;

public sealed class FileRowsTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-3")]
    public async Task Rows_OfAListThatIsTooLong_AreRefusedAndNeverAPartOfThem(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();
        var companies = db.Set<LegalEntity>().OrderBy(entity => entity.Code).Select(entity => entity.Code);

        var whole = await FileRows.AllAsync(companies, default, most: 2);
        var cut = await FileRows.AllAsync(companies, default, most: 1);

        Assert.Equal(["IE01", "US01"], whole.Value);
        Assert.Equal("shared.too-many-for-a-file", cut.Refusal?.Code);
        Assert.Contains("more than 1 rows", cut.Refusal!.Text, StringComparison.Ordinal);
    }
}
