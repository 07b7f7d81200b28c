using System.Text;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>A provider's report against our lines of its balance.</summary>
[Trait("Requirement", "REC-1")]
public sealed class ProviderReconciliationTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-6")]
    public async Task Run_WhenTheReportSaysWhatWeBooked_Agrees(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        var taken = await world.ImportAsync(world.Movements());

        var run = await world.RunAsync();

        Assert.Null(taken.Outcome.Refusal);
        Assert.Equal((2, 0, 0L, 0L), (run.MatchCount, run.BreakCount, run.DifferenceMinor, run.ResidualMinor));
        Assert.Equal(12_100 - 25 - 169, run.OursMinor);
        Assert.Equal(taken.Outcome.Value.Sha256, Assert.Single(run.Evidence).Sha256);
        Assert.Equal(4, (await world.AllAsync<ReconciliationRow>()).Count);
        Assert.Empty(await world.CasesAsync());
    }

    /// <summary>Taken for known, a row of another amount or currency would be lost without a word.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-4")]
    public async Task Import_WhenARowContradictsAnEarlierReport_IsRefusedByRow(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        var all = world.Movements();
        await world.ImportAsync(all);
        var dollars = all.Select(one => one with { Amount = new Money(one.Amount.Minor, Currency.Parse("USD").Value) }).ToList();
        List<SandboxMovement> dearer = [all[0] with { Amount = new Money(all[0].Amount.Minor + 1, all[0].Amount.Currency) }];

        var other = await world.ImportAsync(dollars);
        var changed = await world.ImportAsync(dearer);
        var again = await world.ImportAsync([all[0]]);

        Assert.Equal(all.Count, other.Faults.Count);
        Assert.Contains("stands in report.csv as EUR 121.00", Assert.Single(changed.Faults).Reason, StringComparison.Ordinal);
        Assert.All([other, changed], one => Assert.NotNull(one.Outcome.Refusal));
        Assert.Null(again.Outcome.Refusal);
        Assert.Equal(2, (await world.AllAsync<ProviderReport>()).Count);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-3")]
    public async Task Run_WithPlantedBreaks_NamesEachAndClosesWhatALaterRunNoLongerSees(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        await world.PayAsync("pay_b", 5_000);
        await world.PayAsync("pay_lost", 700, delivered: false);
        var all = world.Movements();
        var doubled = all.Find(one => one is { Reference: "pay_a", Category: "payment" })!;
        List<SandboxMovement> late = [.. all.Where(one => one.Reference == "pay_b")];
        await world.ImportAsync([.. all.Except(late), doubled]);

        var run = await world.RunAsync();
        var breaks = await world.AllAsync<ReconciliationBreak>();
        await world.ImportAsync(late);
        var again = await world.RunAsync();

        Assert.Equal(
            [(BreakKind.Doubled, "payment:pay_a", -12_100L), (BreakKind.MissingOurs, "fee:pay_lost", 35L),
                (BreakKind.MissingOurs, "payment:pay_lost", -700L), (BreakKind.MissingTheirs, "fee:pay_b", -95L),
                (BreakKind.MissingTheirs, "payment:pay_b", 5_000L)],
            breaks.OrderBy(one => one.Kind.ToString(), StringComparer.Ordinal).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => (one.Kind, one.Key, one.EffectMinor)));
        Assert.True(run.Equation.Holds);
        Assert.Equal(breaks.Sum(one => one.EffectMinor), run.DifferenceMinor);
        Assert.Equal(3, again.BreakCount);
        Assert.Equal(2, (await world.AllAsync<ReconciliationBreak>()).Count(one => one.ClosedByRunId == again.Id));
        Assert.Equal([ExceptionState.Open, ExceptionState.Open, ExceptionState.Open, ExceptionState.Resolved,
            ExceptionState.Resolved],
            (await world.CasesAsync()).Select(one => one.State).Order());
        Assert.Equal([again.Id], (await world.AllAsync<ReconciliationRun>()).Where(one => one.IsCurrent).Select(one => one.Id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfTheSameFileOrTheSameRows_TakesThemOnce(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        var first = await world.ImportAsync(world.Movements());
        var again = await world.ImportAsync(world.Movements());
        await world.PayAsync("pay_b", 5_000);
        var more = await world.ImportAsync(world.Movements());

        Assert.Equal((2, 0), (first.Outcome.Value.RowsTaken, first.Outcome.Value.RowsKnown));
        Assert.Equal("reconciliation.report-taken-before", again.Outcome.Refusal?.Code);
        Assert.Equal((2, 2), (more.Outcome.Value.RowsTaken, more.Outcome.Value.RowsKnown));
        Assert.Equal(0, (await world.RunAsync()).BreakCount);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_ForACompanyThatKnowsNothingOfIt_IsRefusedAndNamesTheOther(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        var report = SandboxBalanceReport.Write(world.Movements());

        var mistaken = await world.World.Use<ImportProviderReport>().RunAsync(
            new(World.America, ReportFormat.SandboxBalance, world.Today, world.Today, "report.csv", report),
            world.World.As("finance"), default);

        Assert.Equal("reconciliation.report-of-another", mistaken.Outcome.Refusal?.Code);
        Assert.Empty(await world.AllAsync<ProviderReport>());
        Assert.Null((await world.ImportAsync(report, ReportFormat.SandboxBalance)).Outcome.Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfAWrongShapeOrPeriod_SaysWhereAndChangesNothing(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        const string Header = "transaction_id,created_utc,category,reference,idempotency_key,currency,gross,fee,net\n";
        var day = world.Today.ToString("uuuu-MM-dd", null);

        var narrow = await ImportAsync("transaction_id,category,reference,currency\nx,payment,y,EUR\n");
        var faulty = await ImportAsync(Header + $"t1,{day} 10:00:00,payment,p1,,EUR,10.00,0.00,10.00\n"
            + "t2,2019-01-01 10:00:00,payment,p2,,EUR,10.00,0.00,10.00\n" + $"t3,{day},payment,p3,,XXX,1.00,0,1.00\n"
            + $"t4,{day},payment,p4,,EUR,1.001,0,1.00\n" + $"t5,{day},payment,p5,,EUR,2.00,0.50,2.00\n"
            + "t6,yesterday,payment,p6,,EUR,1.00,0,1.00\n");
        var empty = await ImportAsync(Header);

        Assert.Equal("reconciliation.column-missing", narrow.Outcome.Refusal?.Code);
        Assert.Contains("gross", narrow.Outcome.Refusal!.Why, StringComparison.Ordinal);
        Assert.Equal("reconciliation.report-broken", faulty.Outcome.Refusal?.Code);
        Assert.Equal([3, 4, 5, 6, 7], faulty.Faults.Select(fault => fault.Line).Distinct());
        Assert.Equal("reconciliation.report-empty", empty.Outcome.Refusal?.Code);
        Assert.Empty(await world.AllAsync<ProviderReport>());
        Assert.Empty(await world.AllAsync<ProviderReportRow>());

        Task<ReportImport> ImportAsync(string text) =>
            world.ImportAsync(Encoding.UTF8.GetBytes(text), ReportFormat.SandboxBalance);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-4")]
    public async Task Import_OfStripesReport_TiesEachPayoutToItsTransactions(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        var day = world.Today.ToString("uuuu-MM-dd", null);
        var text = "net,gross,fee,currency,created,available_on,reporting_category,source_id,payment_intent_id,new_column,"
            + "balance_transaction_id,automatic_payout_id,automatic_payout_effective_at\n"
            + $"97.10,100.00,2.90,eur,{day} 08:00:00,{day} 08:00:00,charge,ch_1,pi_1,?,txn_1,po_1,{day} 23:00:00\n"
            + $"-20.00,-20.00,0.00,eur,{day} 09:00:00,{day} 09:00:00,refund,re_1,pi_1,?,txn_2,po_1,{day} 23:00:00\n";

        var taken = await world.ImportAsync(Encoding.UTF8.GetBytes(text), ReportFormat.StripePayoutReconciliation);
        var run = await world.RunAsync("stripe");

        Assert.Null(taken.Outcome.Refusal);
        var breaks = (await world.AllAsync<ReconciliationBreak>()).ToDictionary(one => one.Key, one => one.EffectMinor);
        Assert.Equal(new Dictionary<string, long>
        {
            ["payment:pi_1"] = -10_000, ["fee:pi_1"] = 290, ["refund:re_1"] = 2_000, ["sweep:po_1"] = 7_710,
        }, breaks);
        Assert.Equal(0, run.TheirsMinor);
        await using var db = await world.World.DbAsync();
        var carried = await CarriedItems.ReadAsync(
            db, run.Basis with { From = world.Today.PlusDays(1), AsOf = world.Today.PlusDays(1) }, default);
        Assert.Equal(["return:pi_1"], carried.Items.Single(one => one.Item.Key == "refund:re_1").Item.Also);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_WithoutAReportOrScopeOrPower_IsRefused(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);

        Assert.Equal("reconciliation.no-source", (await world.TryRunAsync()).Refusal?.Code);
        Assert.Equal("reconciliation.no-such-scope", (await world.TryRunAsync("elsewhere")).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await world.TryRunAsync(person: "auditor")).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await world.ImportAsync(world.Movements(), "auditor")).Outcome.Refusal?.Code);
    }
}
