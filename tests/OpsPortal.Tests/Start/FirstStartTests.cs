using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Tests.Start;

/// <summary>Several nodes that meet an empty installation at the same moment all start.</summary>
[Trait("Requirement", "OPS-1")]
public sealed class FirstStartTests
{
    private const int Nodes = 8;

    [Theory, OnSqlite, OnPostgres]
    public async Task DefaultPolicies_WhenNodesStartTogether_AreWrittenOnce(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();
        Assert.False(await db.Set<ApprovalPolicy>().AnyAsync(), "The template has policies already.");

        await Task.WhenAll(Enumerable.Range(0, Nodes)
            .Select(_ => Task.Run(() => world.Use<DefaultPolicies>().RunAsync(CancellationToken.None))));

        Assert.Equal(1, await db.Set<ApprovalPolicy>().CountAsync());
        Assert.Equal(1, await db.Set<PolicyMatrix>().CountAsync());
    }
}
