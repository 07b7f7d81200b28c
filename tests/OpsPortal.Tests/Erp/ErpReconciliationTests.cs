using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Closing;
using OpsPortal.Features.Reconciliation.TrialBalances;

namespace OpsPortal.Tests.Erp;

/// <summary>What we handed over against what the ERP said, and our balances against its own.</summary>
[Trait("Requirement", "REC-1")]
[Trait("Requirement", "REC-6")]
public sealed class ErpReconciliationTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Documents_NotTaken_AreBreaksOfTheirKind_UntilTheErpHasThem(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_0,accepted,JE-1,", "IE01:payment:test:pi_1,rejected,,No");
        await erp.PayAsync("pi_late", 7, 3);

        var first = await RunAsync(erp, "GenericCsv:documents");
        var breaks = await AllAsync<ReconciliationBreak>(erp);
        await erp.AnsweredAsync(
            await erp.HandedOverAsync(choice: ErpChoice.Rejected), "IE01:payment:test:pi_1,accepted,JE-2,");
        var again = await RunAsync(erp, "GenericCsv:documents");

        Assert.Equal(
            [(BreakKind.NotAnswered, "IE01:payment:test:pi_2", 102L), (BreakKind.NotHandedOver, "payment:test:pi_late", 7L),
                (BreakKind.RejectedThere, "IE01:payment:test:pi_1", 101L)],
            breaks.OrderBy(one => one.Kind.ToString(), StringComparer.Ordinal)
                .Select(one => (one.Kind, one.Key, one.EffectMinor)));
        Assert.Equal((310L, 100L, 210L, 0L, true), (first.OursMinor, first.TheirsMinor, first.UnmatchedOursMinor,
            first.ResidualMinor, first.Equation.Holds));
        Assert.Equal((201L, 2), (again.TheirsMinor, again.BreakCount));
        Assert.Equal(BreakState.Closed, (await AllAsync<ReconciliationBreak>(erp))
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

        var before = await RunAsync(erp, "NetSuite:documents", new(2026, 3, 1), new(2026, 3, 2));
        await erp.AnsweredAsync(handover, "IE01-202602-EUR-1,accepted,JE-1,");
        await erp.AnsweredAsync(march, "IE01-20260302-EUR-1,already there,JE-2,");
        var after = await RunAsync(erp, "NetSuite:documents", new(2026, 3, 1), new(2026, 3, 2));

        Assert.Equal((303L, 353L, 2, 353L), (before.OursOpeningMinor, before.OursMinor, before.BreakCount,
            before.UnmatchedOursMinor));
        Assert.Equal((50L, 50L, 1, 0), (after.OursMinor, after.TheirsMinor, after.MatchCount, after.BreakCount));
        Assert.All(await AllAsync<ReconciliationBreak>(erp), one => Assert.Equal(BreakState.Closed, one.State));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CLS-2")]
    public async Task Balances_ThatDiffer_AreNamedByAccount_AndTheCloseAsksForThem(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        Assert.Empty((await TieAsync(erp)).Lines);
        var own = await OwnAsync(erp);
        var (debit, credit) = (own.MaxBy(row => row.Minor), own.MinBy(row => row.Minor));
        var taken = await ImportAsync(erp, "account;name;currency;debit;credit;as of\n"
            + $"{debit.Code};Pending;EUR;{Text(debit.Minor - 101)};;2026-02-28\n"
            + $"9999;Suspense;EUR;;{Text(-credit.Minor)};2026-02-28\n");
        Assert.Null(taken.Outcome.Refusal);
        Assert.False((await TieAsync(erp)).Ties);

        var run = await RunAsync(erp, "GenericCsv:balances");
        var breaks = await AllAsync<ReconciliationBreak>(erp);
        var open = await TieAsync(erp);
        foreach (var one in breaks)
            Assert.Null((await erp.World.Use<WorkBreak>().ExplainAsync(
                one.Id, BreakReason.Timing, "The document is not there yet.", erp.World.As("finance"), default)).Refusal);

        Assert.Equal(
            [(BreakKind.AmountDiffers, debit.Code, 101L), (BreakKind.MissingOurs, "9999", -credit.Minor),
                (BreakKind.MissingTheirs, credit.Code, credit.Minor)],
            breaks.OrderBy(one => one.Kind.ToString(), StringComparer.Ordinal)
                .Select(one => (one.Kind, one.Key, one.EffectMinor)));
        Assert.True(run.Equation.Holds);
        Assert.Equal((101L, true), (run.ResidualMinor, run.Alarms));
        Assert.Contains(run.Notes, note => note.StartsWith("The ERP's own list does not balance", StringComparison.Ordinal));
        Assert.False(open.Ties);
        Assert.True((await TieAsync(erp)).Ties);
        await erp.PayAsync("pi_late", 7, 3);
        Assert.False((await TieAsync(erp)).Ties);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Balances_AreMappedBack_ThroughTheVersionAndThroughEarlierNumbers(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var chart = ErpChart.Own(ErpTarget.GenericCsv, "IE01");
        var longer = chart with { Accounts = [.. chart.Accounts.Select(row => row with { Code = $"{row.Code}00" })] };
        Assert.Null((await erp.World.Use<SaveErpMapping>().RunAsync(
            new(World.Ireland, ErpTarget.GenericCsv, 0, longer, "Six digits."), erp.World.As("controller1"), default)).Refusal);
        var own = await OwnAsync(erp);
        var (debit, credit) = (own.MaxBy(row => row.Minor), own.MinBy(row => row.Minor));

        await ImportAsync(erp, "Account,Currency,Balance\n"
            + $"{debit.Code},EUR,{Text(debit.Minor - 50)}\n{debit.Code}00,EUR,0.50\n{credit.Code}00,EUR,{Text(credit.Minor)}\n",
            ErpWorld.Last);
        var run = await RunAsync(erp, "GenericCsv:balances");

        Assert.Equal((2, 0), (run.MatchCount, run.BreakCount));
        Assert.Contains(run.Notes, note => note.Contains("version 1", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfAWrongShapePeriodOrCompany_SaysWhereAndChangesNothing_AndTheSameFileIsOne(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        const string Header = "account,currency,debit,credit,balance,as of,period,company\n";
        var without = await ImportAsync(erp, Header + "1020,EUR,1.00,,,2026-02-28,,\n");
        await erp.HandedOverAsync();

        var narrow = await ImportAsync(erp, "account,balance\n1020,1.00\n");
        var faulty = await ImportAsync(erp, Header + "1020,EUR,1.00,,,2026-02-28,2026-02,IE01\n"
            + "1020,EUR,1.00,,,2026-02-28,2026-02,IE01\n1030,EUR,1.00,,,2026-01-31,,\n1040,EUR,1.00,,,,2026-01,\n"
            + "1050,EUR,1.00,,,,,US99\n1060,EUR,1.001,,,,,\n,EUR,1.00,,,,,\n1200,EUR,2.00,1.00,3.00,,,\n1250,XXX,1.00,,,,,\n",
            ErpWorld.Last);
        var dayless = await ImportAsync(erp, "account,currency,balance\n1020,EUR,1.00\n");
        var ahead = await ImportAsync(erp, "account,currency,balance\n1020,EUR,1.00\n", new LocalDate(2030, 1, 1));
        Assert.Empty(await AllAsync<ErpTrialBalance>(erp));
        var good = await ImportAsync(erp, "account,currency,balance\n1020,EUR,1.00\n", ErpWorld.Last);
        var again = await ImportAsync(erp, "account,currency,balance\n1020,EUR,1.00\n", ErpWorld.Last);
        var stranger = await ImportAsync(erp, "account,currency,balance\n1020,EUR,2.00\n", ErpWorld.Last, "auditor");

        Assert.Equal("erp.nothing-handed-over", without.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-shape", narrow.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-broken", faulty.Outcome.Refusal?.Code);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], faulty.Faults.Select(fault => fault.Line).Distinct());
        Assert.Equal("erp.balance-day", dayless.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-day", ahead.Outcome.Refusal?.Code);
        Assert.Equal((false, true), (good.Outcome.Value.WasTakenBefore, again.Outcome.Value.WasTakenBefore));
        Assert.Equal(good.Outcome.Value.Id, again.Outcome.Value.Id);
        Assert.Equal("shared.not-allowed", stranger.Outcome.Refusal?.Code);
        Assert.Single(await AllAsync<ErpTrialBalance>(erp));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Run_OnAnotherBasisThanTheErpHas_IsRefusedWithTheReason(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        Assert.Equal("reconciliation.no-such-scope", (await TryRunAsync(erp, "GenericCsv:documents")).Refusal?.Code);
        await erp.HandedOverAsync();
        await ImportAsync(erp, "account,currency,balance\n1020,USD,1.00\n", ErpWorld.Last);

        var otherDay = await TryRunAsync(erp, "GenericCsv:balances", asOf: ErpWorld.Last.PlusDays(-1));
        var otherCurrency = await TryRunAsync(erp, "GenericCsv:balances");
        var otherDays = await TryRunAsync(erp, "GenericCsv:documents", new(2026, 1, 1), new(2026, 1, 31));
        var byValue = await TryRunAsync(erp, "GenericCsv:documents", date: DateBasis.ValueOn);

        Assert.Equal(("reconciliation.no-source", "reconciliation.no-source", "reconciliation.no-source"),
            (otherDay.Refusal?.Code, otherCurrency.Refusal?.Code, otherDays.Refusal?.Code));
        Assert.Contains("2026-02-27", otherDay.Refusal!.Why, StringComparison.Ordinal);
        Assert.Contains("EUR", otherCurrency.Refusal!.Why, StringComparison.Ordinal);
        Assert.Equal("reconciliation.booked-only", byValue.Refusal?.Code);
        Assert.Empty(await AllAsync<ReconciliationRun>(erp));
    }

    private static string Text(long minor) => new Money(minor, Euro).ToDecimalString();

    private static async Task<List<(string Code, long Minor)>> OwnAsync(ErpWorld erp) =>
        [.. (await erp.EntriesAsync()).SelectMany(entry => entry.Lines).GroupBy(line => line.Account)
            .Select(group => ($"{(int)group.Key}", group.Sum(line => line.AmountMinor)))];

    private static Task<TrialBalanceImport> ImportAsync(
        ErpWorld erp, string text, LocalDate? asOf = null, string person = "finance") =>
        erp.World.Use<ImportTrialBalance>().RunAsync(
            new(World.Ireland, ErpTarget.GenericCsv, asOf, "balances.csv", Encoding.UTF8.GetBytes(text)),
            erp.World.As(person), default);

    private static Task<Outcome<ReconciliationRunId>> TryRunAsync(
        ErpWorld erp, string scope, LocalDate? from = null, LocalDate? asOf = null, DateBasis date = DateBasis.BookedOn) =>
        erp.World.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.SubledgerToErp, scope, Euro, from ?? ErpWorld.First,
                asOf ?? ErpWorld.Last, date),
            erp.World.As("finance"), default);

    private static async Task<ReconciliationRun> RunAsync(
        ErpWorld erp, string scope, LocalDate? from = null, LocalDate? asOf = null)
    {
        var done = await TryRunAsync(erp, scope, from, asOf);
        Assert.Null(done.Refusal);
        return (await AllAsync<ReconciliationRun>(erp)).Single(run => run.Id == done.Value);
    }

    private static async Task<OpsPortal.Domain.Close.TieOut> TieAsync(ErpWorld erp)
    {
        await using var db = await erp.World.DbAsync();
        return await new ErpBalancesTieOut().CheckAsync(new CloseScope(db, World.Ireland, new(2026, 2), erp.World.Now), default);
    }

    private static async Task<List<T>> AllAsync<T>(ErpWorld erp)
        where T : class
    {
        await using var db = await erp.World.DbAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }
}
