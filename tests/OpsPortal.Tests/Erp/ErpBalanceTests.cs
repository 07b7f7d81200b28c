using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Closing;
using OpsPortal.Tests.Ledger;
using static OpsPortal.Tests.Erp.ErpReconciling;

namespace OpsPortal.Tests.Erp;

/// <summary>Our balances against the ERP's own.</summary>
[Trait("Requirement", "REC-1")]
[Trait("Requirement", "REC-6")]
public sealed class ErpBalanceTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CLS-2")]
    public async Task Balances_ThatDiffer_AreNamedByAccount_AndTheCloseAsksForThem(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        Assert.Empty((await erp.TieAsync()).Lines);
        var own = await erp.OwnAsync();
        var (debit, credit) = (own.MaxBy(row => row.Minor), own.MinBy(row => row.Minor));
        var taken = await erp.ImportAsync("account;name;currency;debit;credit;as of\n"
            + $"{debit.Code};Pending;EUR;{Text(debit.Minor - 101)};;2026-02-28\n"
            + $"9999;Suspense;EUR;;{Text(-credit.Minor)};2026-02-28\n");
        Assert.Null(taken.Outcome.Refusal);
        Assert.False((await erp.TieAsync()).Ties);

        var run = await erp.RunAsync("GenericCsv:balances");
        var breaks = await erp.AllAsync<ReconciliationBreak>();
        var open = await erp.TieAsync();
        foreach (var one in breaks)
            Assert.Null((await erp.World.Use<WorkBreak>().ExplainAsync(
                one.Id, BreakReason.Timing, "The document is not there yet.", erp.World.As("finance"), default)).Refusal);

        Assert.Equal(
            new[] { (BreakKind.AmountDiffers, debit.Code, 101L), (BreakKind.AmountDiffers, credit.Code, credit.Minor),
                (BreakKind.MissingOurs, "9999", -credit.Minor) }.Order(),
            breaks.Select(one => (one.Kind, one.Key, one.EffectMinor)).Order());
        Assert.True(run.Equation.Holds);
        Assert.Equal((101L + credit.Minor, true), (run.ResidualMinor, run.Alarms));
        Assert.Contains(run.Notes, note => note.StartsWith("The ERP's own list does not balance", StringComparison.Ordinal));
        Assert.False(open.Ties);
        Assert.True((await erp.TieAsync()).Ties);
        await erp.PayAsync("pi_late", 7, 3);
        Assert.False((await erp.TieAsync()).Ties);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-2")]
    public async Task Difference_OfTheLastDay_IsTheMonths_WhateverALaterDayShows(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var own = await erp.OwnAsync();
        var debit = own.MaxBy(row => row.Minor);
        await CompareAsync(ErpWorld.Last, 100);
        await CompareAsync(ErpWorld.Last.PlusDays(1), 100);
        await CompareAsync(ErpWorld.Last.PlusDays(2), 0);

        var breaks = (await erp.AllAsync<ReconciliationBreak>()).OrderBy(one => one.Date).ToList();
        Assert.Equal(
            [($"Pair:{debit.Code}@2026-02-28", ErpWorld.Last, BreakState.Open),
                ($"Pair:{debit.Code}@2026-03-01", ErpWorld.Last.PlusDays(1), BreakState.Open)],
            breaks.Select(one => (one.Identity, one.Date, one.State)));
        Assert.False((await erp.TieAsync()).Ties);
        Assert.Equal(1, await UnexplainedAsync());
        foreach (var one in breaks)
            Assert.Null((await erp.World.Use<WorkBreak>().ExplainAsync(
                one.Id, BreakReason.Timing, "The document is not there yet.", erp.World.As("finance"), default)).Refusal);
        var line = Assert.Single((await erp.TieAsync()).Lines);
        Assert.Equal((own.Count, own.Count, $"{own.Count - 1} equal, 1 explained"), (line.Left, line.Right, line.Words));
        Assert.Equal(0, await UnexplainedAsync());
        Assert.Equal([breaks[0].Id.ToString()], await RowsAsync(new(2026, 2)));
        Assert.Equal([breaks[1].Id.ToString()], await RowsAsync(new(2026, 3)));

        async Task CompareAsync(LocalDate day, long offMinor)
        {
            Assert.Null((await erp.ImportAsync("account,currency,balance,as of\n" + string.Concat(own.Select(row =>
                $"{row.Code},EUR,{Text(row.Minor - (row == debit ? offMinor : 0))},{day:uuuu-MM-dd}\n")))).Outcome.Refusal);
            await erp.RunAsync("GenericCsv:balances", day, day);
        }

        async Task<long> UnexplainedAsync()
        {
            await using var db = await erp.World.DbAsync();
            var scope = new CloseScope(db, World.Ireland, new(2026, 2), erp.World.Now);
            return (await new BreaksTieOut().CheckAsync(scope, default)).Lines.Sum(line => line.Left);
        }

        async Task<List<string>> RowsAsync(YearMonth month)
        {
            await using var db = await erp.World.DbAsync();
            return await new BreaksSection().RowsAsync(new CloseScope(db, World.Ireland, month, erp.World.Now), default)
                .Select(row => row[0]).ToListAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Balances_ThatOneSideLeavesOut_AreZeroThere_AndLeaveNoResidual(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var own = await erp.OwnAsync();
        var (debit, credit) = (own.MaxBy(row => row.Minor), own.MinBy(row => row.Minor));
        var unused = (int)ChartOfAccounts.Rows.First(row => own.TrueForAll(one => one.Code != $"{(int)row.Account}")).Account;

        await erp.ImportAsync("account,currency,balance\n"
            + $"{debit.Code},EUR,{Text(debit.Minor)}\n{unused},EUR,{Text(credit.Minor)}\n", ErpWorld.Last);
        var run = await erp.RunAsync("GenericCsv:balances");

        Assert.Equal((0L, 0L, 0L, false), (run.ResidualMinor, run.UnmatchedOursMinor, run.UnmatchedTheirsMinor, run.Alarms));
        Assert.Equal(
            new[] { (BreakKind.AmountDiffers, credit.Code, credit.Minor), (BreakKind.AmountDiffers, $"{unused}", -credit.Minor) }
                .Order(),
            (await erp.AllAsync<ReconciliationBreak>()).Select(one => (one.Kind, one.Key, one.EffectMinor)).Order());
        Assert.False((await erp.TieAsync()).Ties);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Balances_ThatCameToZeroAfterTheRun_NoLongerTie(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        await erp.HandedOverAsync();
        var own = await erp.OwnAsync();
        await erp.ImportAsync("account,currency,balance\n"
            + string.Concat(own.Select(row => $"{row.Code},EUR,{Text(row.Minor)}\n")), ErpWorld.Last);
        var run = await erp.RunAsync("GenericCsv:balances");
        var before = await erp.TieAsync();
        foreach (var entry in await erp.EntriesAsync())
            await JournalWriterTests.WriteAsync(erp.World, Reversal.Of(entry, ErpWorld.Moment(21), "Paid in error").Value);

        Assert.Equal(0, run.BreakCount);
        Assert.True(before.Ties);
        Assert.False((await erp.TieAsync()).Ties);
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
        var own = await erp.OwnAsync();
        var (debit, credit) = (own.MaxBy(row => row.Minor), own.MinBy(row => row.Minor));

        await erp.ImportAsync("Account,Currency,Balance\n"
            + $"{debit.Code},EUR,{Text(debit.Minor - 50)}\n{debit.Code}00,EUR,0.50\n{credit.Code}00,EUR,{Text(credit.Minor)}\n",
            ErpWorld.Last);
        var run = await erp.RunAsync("GenericCsv:balances");

        Assert.Equal((2, 0), (run.MatchCount, run.BreakCount));
        Assert.Contains(run.Notes, note => note.Contains("version 1", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Import_OfAWrongShapePeriodOrCompany_SaysWhereAndChangesNothing_AndTheSameFileIsOne(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        const string Header = "account,currency,debit,credit,balance,as of,period,company\n";
        var without = await erp.ImportAsync(Header + "1020,EUR,1.00,,,2026-02-28,,\n");
        await erp.HandedOverAsync();

        var narrow = await erp.ImportAsync("account,balance\n1020,1.00\n");
        var faulty = await erp.ImportAsync(Header + "1020,EUR,1.00,,,2026-02-28,2026-02,IE01\n"
            + "1020,EUR,1.00,,,2026-02-28,2026-02,IE01\n1030,EUR,1.00,,,2026-01-31,,\n1040,EUR,1.00,,,,2026-01,\n"
            + "1050,EUR,1.00,,,,,US99\n1060,EUR,1.001,,,,,\n,EUR,1.00,,,,,\n1200,EUR,2.00,1.00,3.00,,,\n1250,XXX,1.00,,,,,\n",
            ErpWorld.Last);
        var dayless = await erp.ImportAsync("account,currency,balance\n1020,EUR,1.00\n");
        var ahead = await erp.ImportAsync("account,currency,balance\n1020,EUR,1.00\n", new LocalDate(2030, 1, 1));
        Assert.Empty(await erp.AllAsync<ErpTrialBalance>());
        var good = await erp.ImportAsync("account,currency,balance\n1020,EUR,1.00\n", ErpWorld.Last);
        var again = await erp.ImportAsync("account,currency,balance\n1020,EUR,1.00\n", ErpWorld.Last);
        var stranger = await erp.ImportAsync("account,currency,balance\n1020,EUR,2.00\n", ErpWorld.Last, "auditor");

        Assert.Equal("erp.nothing-handed-over", without.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-shape", narrow.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-broken", faulty.Outcome.Refusal?.Code);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], faulty.Faults.Select(fault => fault.Line).Distinct());
        Assert.Equal("erp.balance-day", dayless.Outcome.Refusal?.Code);
        Assert.Equal("erp.balance-day", ahead.Outcome.Refusal?.Code);
        Assert.Equal((false, true), (good.Outcome.Value.WasTakenBefore, again.Outcome.Value.WasTakenBefore));
        Assert.Equal(good.Outcome.Value.Id, again.Outcome.Value.Id);
        Assert.Equal("shared.not-allowed", stranger.Outcome.Refusal?.Code);
        Assert.Single(await erp.AllAsync<ErpTrialBalance>());
    }
}
