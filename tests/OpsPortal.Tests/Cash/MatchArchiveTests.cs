using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Data;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

[Trait("Requirement", "CSH-9")]
public sealed class MatchArchiveTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 3, 0);
    private static readonly string[] Said = ["The payment names the invoice's number.", "Sum: \"12,50 €\" <paid> + fee."];

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Add_OfEveryRuleAndDecision_IsReadBackWithTheSameEvidence(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var results = EveryKind().ToDictionary(result => new ReceiptId(Guid.Parse(result.PaymentId)));

        await AddAsync(world, [.. results.Values]);

        await using var db = await world.World.DbAsync();
        var kept = await db.Set<MatchRecord>().ToListAsync();
        Assert.Equal(results.Count, kept.Count);
        Assert.All(kept, match =>
        {
            var result = results[match.ReceiptId];
            Assert.Equal(
                (World.Ireland, result.Decision, result.Rule, result.Score, 3, Now, true, 0),
                (match.LegalEntityId, match.Decision, match.Rule, match.Score, match.PolicyNumber, match.MatchedAt,
                    match.IsCurrent, match.Revision));
            Assert.Equal(result.Reasons, match.Reasons);
            Assert.Equal(
                JsonSerializer.Serialize(WorkbenchDetail.Candidates(result)), JsonSerializer.Serialize(match.Candidates));
            Assert.Equal(MatchRecord.FingerprintOf(result), match.Fingerprint);
            Assert.Equal(result.Decision == MatchDecision.Automatic ? MatchOutcome.Applied : MatchOutcome.Waiting, match.Outcome);
            Assert.Null(match.DecidedBy);
            Assert.Null(match.DecidedAt);
        });
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Add_InATransactionThatIsTakenBack_KeepsNone(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await using (var db = await world.World.DbAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await MatchArchive.AddAsync(db, World.Ireland, 0, [.. EveryKind()], Now, default);
            await transaction.RollbackAsync();
        }

        await using var after = await world.World.DbAsync();
        Assert.Empty(await after.Set<MatchRecord>().ToListAsync());
    }

    [Fact]
    public void FingerprintOf_AResult_IsTheOneThatIsKeptSinceTheFirstRelease()
    {
        var result = One(MatchRule.ExactReference, MatchDecision.Automatic) with
        {
            Allocations = [new MatchAllocation("0199fa00-0000-7000-8000-000000000001", 10_000, 30)],
        };

        Assert.Equal("497cf5342f47d15cbb666dde025a6c16", MatchRecord.FingerprintOf(result));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-5")]
    public async Task Results_KeptBeforeTheInvoiceHadItsColumns_AreReadAsTheyWere(StoreKind kind)
    {
        await using var store = TestStore.Empty(kind);
        if (kind == StoreKind.Postgres)
            await PostgresCluster.Current
                .ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(store.ConnectionString).Database}");
        await using var portal = TestPortal.Build(store);
        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        await db.GetService<IMigrator>().MigrateAsync("BuyerVirtualAccounts");
        var (id, receipt, entity) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var (reasons, candidates) = (JsonSerializer.Serialize(Said),
            """
            [{"Allocations":[{"InvoiceId":"i1","AmountMinor":9970,"DifferenceMinor":30}],"Rule":"PayerAndSum","Score":0.97,
            "Evidence":[{"Feature":"NumberNamed","Value":1,"Weight":0.5}]}]
            """);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "MatchResults" ("Id", "ReceiptId", "LegalEntityId", "Decision", "Rule", "Score", "Reasons", "Candidates",
                "PolicyNumber", "MatchedAt", "Fingerprint", "Outcome", "IsCurrent", "Revision")
            VALUES ({id}, {receipt}, {entity}, 'Automatic', 'PayerAndSum', 0.97, {reasons}, {candidates}, 2, 5, 'abc', 'Applied',
                {true}, 4)
            """);

        await db.GetService<IMigrator>().MigrateAsync();

        var match = await db.Set<MatchRecord>().SingleAsync();
        Assert.Equal((id, receipt, entity, 2, "abc", 4), (match.Id.Value, match.ReceiptId.Value, match.LegalEntityId.Value,
            match.PolicyNumber, match.Fingerprint, match.Revision));
        Assert.Equal(Said, match.Reasons);
        Assert.Null(match.InvoiceId);
        var candidate = Assert.Single(match.Candidates);
        Assert.Equal((MatchRule.PayerAndSum, 0.97), (candidate.Rule, candidate.Score));
        Assert.Equal([new MatchAllocation("i1", 9970, 30)], candidate.Allocations);
        Assert.Equal([new MatchEvidence(MatchFeature.NumberNamed, 1, 0.5)], candidate.Evidence);
    }

    private static async Task AddAsync(CashWorld world, IReadOnlyList<MatchResult> results)
    {
        await using var db = await world.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await MatchArchive.AddAsync(db, World.Ireland, 3, results, Now, default);
        await transaction.CommitAsync();
    }

    /// <summary>Every rule with every decision: one invoice, several of them, and candidates with their evidence.</summary>
    private static IEnumerable<MatchResult> EveryKind() =>
        from rule in Enum.GetValues<MatchRule>()
        from decision in Enum.GetValues<MatchDecision>()
        from parts in new[] { 0, 1, 2 }
        select One(rule, decision) with
        {
            Allocations = Parts(parts),
            Reasons = parts == 2 ? ["Several invoices come to the sum."] : Said,
            Candidates = decision == MatchDecision.Suggested
                ? [.. Enumerable.Range(0, parts).Select(n => new MatchCandidate(
                    Parts(n + 1), rule, 0.5, [new MatchEvidence(MatchFeature.DateNear, 0.3333, 0.1)]))] : [],
        };

    private static MatchResult One(MatchRule rule, MatchDecision decision) =>
        new(Guid.CreateVersion7().ToString(), decision, rule, 0.97);

    private static List<MatchAllocation> Parts(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new MatchAllocation(Guid.CreateVersion7().ToString(), 10_000 - n, n))];
}
