using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Tests.Erp;

/// <summary>What we handed over against what the ERP said became of it.</summary>
[Trait("Requirement", "REC-1")]
[Trait("Requirement", "REC-6")]
public sealed class ErpReconciliationTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Documents_NotTaken_AreBreaksOfTheirKind_UntilTheErpHasThem(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_0,accepted,JE-1,", "IE01:payment:test:pi_1,rejected,,No");
        await erp.PayAsync("pi_late", 7, 3);

        var first = await erp.RunAsync("GenericCsv:documents");
        var breaks = await erp.AllAsync<ReconciliationBreak>();
        await erp.AnsweredAsync(
            await erp.HandedOverAsync(choice: ErpChoice.Rejected), "IE01:payment:test:pi_1,accepted,JE-2,");
        var again = await erp.RunAsync("GenericCsv:documents");

        Assert.Equal(
            [(BreakKind.NotAnswered, "IE01:payment:test:pi_2", 102L), (BreakKind.NotHandedOver, "payment:test:pi_late", 7L),
                (BreakKind.RejectedThere, "IE01:payment:test:pi_1", 101L)],
            breaks.OrderBy(one => one.Kind.ToString(), StringComparer.Ordinal)
                .Select(one => (one.Kind, one.Key, one.EffectMinor)));
        Assert.Equal((310L, 100L, 210L, 0L, true), (first.OursMinor, first.TheirsMinor, first.UnmatchedOursMinor,
            first.ResidualMinor, first.Equation.Holds));
        Assert.Equal((201L, 2), (again.TheirsMinor, again.BreakCount));
        Assert.Equal(BreakState.Closed, (await erp.AllAsync<ReconciliationBreak>())
            .Single(one => one.Kind == BreakKind.RejectedThere).State);
        Assert.Equal(2, (await erp.CasesAsync(ExceptionType.ReconciliationBreak)).Count);
        Assert.Single(await erp.CasesAsync(ExceptionType.ErpRejection));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Documents_InSum_AreComparedAsOne_AndAnEarlierMonthStandsUntilItIsTaken(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync(ErpWorld.Span(ErpTarget.NetSuite, ErpGranularity.PerMonth));
        await erp.PayAsync("pi_march", 50, 28);
        var march = await erp.HandedOverAsync(
            new ErpSpan(ErpTarget.NetSuite, new(2026, 3, 1), new(2026, 3, 2), ErpGranularity.PerDay));

        var before = await erp.RunAsync("NetSuite:documents", new(2026, 3, 1), new(2026, 3, 2));
        await erp.AnsweredAsync(handover, "IE01-202602-EUR-1,accepted,JE-1,");
        await erp.AnsweredAsync(march, "IE01-20260302-EUR-1,already there,JE-2,");
        var after = await erp.RunAsync("NetSuite:documents", new(2026, 3, 1), new(2026, 3, 2));

        Assert.Equal((303L, 353L, 2, 353L), (before.OursOpeningMinor, before.OursMinor, before.BreakCount,
            before.UnmatchedOursMinor));
        Assert.Equal((50L, 50L, 1, 0), (after.OursMinor, after.TheirsMinor, after.MatchCount, after.BreakCount));
        Assert.All(await erp.AllAsync<ReconciliationBreak>(), one => Assert.Equal(BreakState.Closed, one.State));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_OnAnotherBasisThanTheErpHas_IsRefusedWithTheReason(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        Assert.Equal("reconciliation.no-such-scope", (await erp.TryRunAsync("GenericCsv:documents")).Refusal?.Code);
        await erp.HandedOverAsync();
        await erp.ImportAsync("account,currency,balance\n1020,USD,1.00\n", ErpWorld.Last);

        var otherDay = await erp.TryRunAsync("GenericCsv:balances", asOf: ErpWorld.Last.PlusDays(-1));
        var otherCurrency = await erp.TryRunAsync("GenericCsv:balances");
        var otherDays = await erp.TryRunAsync("GenericCsv:documents", new(2026, 1, 1), new(2026, 1, 31));

        Assert.Equal(("reconciliation.no-source", "reconciliation.no-source", "reconciliation.no-source"),
            (otherDay.Refusal?.Code, otherCurrency.Refusal?.Code, otherDays.Refusal?.Code));
        Assert.Contains("2026-02-27", otherDay.Refusal!.Why, StringComparison.Ordinal);
        Assert.Contains("EUR", otherCurrency.Refusal!.Why, StringComparison.Ordinal);
        Assert.Empty(await erp.AllAsync<ReconciliationRun>());
    }
}
