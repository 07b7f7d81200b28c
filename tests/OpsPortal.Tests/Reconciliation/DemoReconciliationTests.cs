using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Features.Reconciliation.Closing;
using OpsPortal.Features.Trace;
using OpsPortal.Tests.Sandbox;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>The demo's history: its months are compared, and their tie-outs and pack sections are told from the runs.</summary>
[Trait("Requirement", "REC-1")]
[Trait("Requirement", "CLS-2")]
public sealed class DemoReconciliationTests(DemoFixture demo) : IClassFixture<DemoFixture>
{
    [Fact]
    public async Task History_ComparesEachMonth_AndTheBooksAgreeWithTheProvider()
    {
        await using var db = await demo.DbAsync();

        var runs = await db.Set<ReconciliationRun>().AsNoTracking().ToListAsync();
        var breaks = await db.Set<ReconciliationBreak>().AsNoTracking().ToListAsync();

        Assert.True(runs.Count >= 4, $"{runs.Count} runs");
        Assert.All(runs, run => Assert.True(run.Equation.Holds));
        var differ = breaks.Where(one => one.Layer != ReconciliationLayer.SubledgerToErp);
        Assert.Empty(differ.Select(one => $"{one.Kind} {one.Key} {one.EffectMinor} {one.Currency} {one.Date}"));
        Assert.Contains(runs, run => run.ReviewedAt is not null);
        Assert.Contains(runs, run => run.MatchCount > 5);
    }

    /// <summary>Every amount of a closed month is followed to the bank: a statement for each account and month, every line of it
    /// booked, and nothing that a person would have to look at.</summary>
    [Fact]
    [Trait("Requirement", "REC-2")]
    [Trait("Requirement", "CLS-3")]
    public async Task History_TakesTheBanksStatementOfEachClosedMonth_AndTheBooksAgreeWithIt()
    {
        await using var db = await demo.DbAsync();
        var signed = await db.Set<PeriodClose>().AsNoTracking().Where(close => close.State == CloseState.Signed).ToListAsync();
        var accounts = await db.Set<TreasuryAccount>().AsNoTracking().ToListAsync();
        var runs = await db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.Layer == ReconciliationLayer.BankToSubledger && run.IsCurrent).ToListAsync();

        Assert.NotEmpty(signed);
        foreach (var close in signed)
        foreach (var account in accounts.Where(one => one.LegalEntityId == close.LegalEntityId))
        {
            var last = close.YearMonth.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
            var run = Assert.Single(runs, run => run.Scope == account.Id.ToString() && run.AsOf == last && run.FromDay < last);
            Assert.Equal((run.OursMinor, 0, 0L), (run.TheirsMinor, run.BreakCount, run.ResidualMinor));
            Assert.NotNull(run.ReviewedAt);
        }

        var lines = await db.Set<BankLine>().AsNoTracking().ToListAsync();
        Assert.All(lines, line => Assert.Equal(LineStanding.Posted, line.Standing));
        Assert.All(signed, close => Assert.Contains(lines, line => line.LegalEntityId == close.LegalEntityId
            && line.Class == LineClass.ProviderSweepIn));
        Assert.Contains(lines, line => line.Class == LineClass.BankFee);
        Assert.Empty(await db.Set<ExceptionCase>().Where(found => found.ReasonCode.StartsWith("banking.")
            || found.Type == ExceptionType.StaleBalance).Select(found => found.Summary).ToListAsync());
    }

    [Fact]
    [Trait("Requirement", "REC-6")]
    public async Task History_ComparesTheHandedOverMonth_AndExplainsWhatTheRejectedDocumentMakesOfIt()
    {
        await using var db = await demo.DbAsync();

        var runs = await db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.Layer == ReconciliationLayer.SubledgerToErp).ToListAsync();
        var breaks = await db.Set<ReconciliationBreak>().AsNoTracking()
            .Where(one => one.Layer == ReconciliationLayer.SubledgerToErp).ToListAsync();
        var last = runs.Max(run => run.AsOf);

        Assert.Contains(runs, run => run.Scope == "Sap:balances");
        Assert.Contains(runs, run => run.Scope == "Sap:documents");
        Assert.Contains(runs, run => run is { Scope: "QuickBooks:balances", BreakCount: 0, MatchCount: > 5 });
        Assert.All(runs.Where(run => run.RunBy is not null), run => Assert.NotNull(run.ReviewedAt));
        Assert.Single(breaks, one => one.Kind == BreakKind.RejectedThere);
        Assert.Contains(breaks, one => one.Kind == BreakKind.AmountDiffers);
        Assert.All(breaks, one => Assert.Equal(BreakState.Explained, one.State));
        foreach (var entity in runs.Select(run => run.LegalEntityId).Distinct())
        {
            var tie = await demo.Use<ErpBalancesTieOut>().CheckAsync(
                new CloseScope(db, entity, last.ToYearMonth(), runs[0].RunAt), default);
            Assert.NotEmpty(tie.Lines);
            Assert.True(tie.Ties);
        }
    }

    [Fact]
    public async Task TieOuts_OfAComparedMonth_Tie_AndThePackShowsTheRuns()
    {
        await using var db = await demo.DbAsync();
        var last = await db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.Layer == ReconciliationLayer.ProviderToSubledger)
            .OrderByDescending(run => run.AsOf).ThenBy(run => run.Id)
            .FirstAsync();
        var scope = new CloseScope(db, last.LegalEntityId, last.AsOf.ToYearMonth(), last.RunAt);
        var later = new CloseScope(db, last.LegalEntityId, last.AsOf.PlusMonths(1).ToYearMonth(), last.RunAt);

        var providers = await demo.Use<ProviderTieOut>().CheckAsync(scope, default);
        var breaks = await demo.Use<BreaksTieOut>().CheckAsync(scope, default);
        var banks = await demo.Use<BankTieOut>().CheckAsync(scope, default);
        var open = await demo.Use<ProviderTieOut>().CheckAsync(later, default);
        var rows = await RowsAsync(demo.Use<ReconciliationsSection>(), scope);

        Assert.True(providers.Ties);
        Assert.NotEmpty(providers.Lines);
        Assert.True(breaks.Ties);
        Assert.True(banks.Ties);
        Assert.False(open.Ties);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(demo.Use<ReconciliationsSection>().Columns.Count, row.Count));
    }

    [Fact]
    [Trait("Requirement", "TRC-2")]
    public async Task Trace_OfARunABreakAReportOrATrialBalance_FindsIt()
    {
        await using var db = await demo.DbAsync();
        var found = await db.Set<ReconciliationBreak>().AsNoTracking().FirstAsync();
        var report = await db.Set<ProviderReport>().AsNoTracking().FirstAsync();
        var balance = await db.Set<Domain.Erp.ErpTrialBalance>().AsNoTracking().FirstAsync();

        Assert.Equal(["reconciliation"], await KindsAsync(found.LastRunId.Value));
        Assert.Equal(["reconciliation", "break"], await KindsAsync(found.Id.Value));
        Assert.Equal(["report"], await KindsAsync(report.Id.Value));
        Assert.Equal(["trial balance"], await KindsAsync(balance.Id.Value));
    }

    private async Task<IEnumerable<string>> KindsAsync(Guid id)
    {
        var traced = await demo.Use<TraceChain>().RunAsync(id.ToString(), await demo.AsAsync("finance"), default);
        return traced.Value.SelectMany(step => step.Nodes).Select(node => node.Kind);
    }

    private static async Task<List<IReadOnlyList<string>>> RowsAsync(IPackSection section, CloseScope scope)
    {
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var row in section.RowsAsync(scope, default))
            rows.Add(row);
        return rows;
    }
}
