using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;

namespace OpsPortal.Tests.Audit;

[Trait("Requirement", "LED-10")]
public sealed class SealAuditTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Seal_ByTwoAtOnce_MakesOneUnbrokenChain(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await AuditAsync(world, 40);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => world.Use<SealAudit>().RunAsync(Actor.System("test"), default)));
        await AuditAsync(world, 3);

        var verdict = await world.Use<AuditVerification>().RunAsync(world.As("auditor"), default);
        Assert.True(verdict.Value.Chain.IsIntact, verdict.Value.Chain.Why);
        await using var db = await world.DbAsync();
        var rows = await db.Set<AuditRow>().CountAsync();
        Assert.Equal((rows - 3, 3), (verdict.Value.Chain.Links, verdict.Value.Unsealed));
    }

    [Fact]
    public async Task Log_ShowsTheLinkOfEachRow()
    {
        await using var world = await World.NewAsync();
        await AuditAsync(world, 2);
        await world.Use<SealAudit>().RunAsync(Actor.System("test"), default);

        var list = await world.Use<AuditList>()
            .RunAsync(new AuditList.Filter("test.act", ListPlace.First), world.As("auditor"), default);

        var none = await world.Use<AuditList>()
            .RunAsync(new AuditList.Filter("test.ac", ListPlace.First), world.As("auditor"), default);

        Assert.Equal(2, list.Value.Total);
        Assert.All(list.Value.Rows, row => Assert.NotNull(row.Link));
        Assert.Equal((0, 0), (none.Value.Total, none.Value.Rows.Count));
    }

    internal static async Task AuditAsync(World world, int count)
    {
        await using var db = await world.DbAsync();
        for (var i = 0; i < count; i++)
            db.Add(AuditRow.Of(
                new AuditId(Guid.CreateVersion7()), world.Now, null, "Ann", "test.act", "test", Guid.CreateVersion7(), "request",
                null, "done"));
        await db.SaveChangesAsync();
    }
}
