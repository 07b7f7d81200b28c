using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Erp;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Sources;
using OpsPortal.Features.Reconciliation.TrialBalances;
using OpsPortal.Providers.Erp;

namespace OpsPortal.Demo;

/// <summary>The ERP's trial balance of a month: it holds what the ERP took and nothing else. Finance brings it in, compares,
/// explains what a rejected document makes of it; a controller reviews.</summary>
internal sealed class DemoErpBalances(DemoCast cast, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    public async Task RunAsync(LegalEntity entity, ErpTarget target, YearMonth month)
    {
        var last = month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
        var taken = await services.GetRequiredService<ImportTrialBalance>().RunAsync(
            new(entity.Id, target, last, $"trial-balance-{month.Year}-{month.Month:00}.csv",
                await FileAsync(entity, target, last)),
            cast.As("finance"), default);
        if (taken.Outcome.IsRefused)
            return;
        await using var db = await contexts.CreateDbContextAsync();
        var scopes = await services.GetRequiredService<ErpSource>().ScopesAsync(db, entity.Id, default);
        foreach (var scope in scopes.Where(one => one.Scope.StartsWith($"{target}:", StringComparison.Ordinal)))
            await CompareAsync(new(
                entity.Id, ReconciliationLayer.SubledgerToErp, scope.Scope, scope.Currency, month.OnDayOfMonth(1), last));
    }

    private async Task<byte[]> FileAsync(LegalEntity entity, ErpTarget target, LocalDate last)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var rows = await (
            from document in db.Set<ErpDocument>()
            join cover in db.Set<ErpCover>() on document.Id equals cover.DocumentId
            join line in db.Set<JournalLine>() on cover.EntryId equals line.EntryId
            where document.LegalEntityId == entity.Id && document.Target == target && document.PostedOn <= last
                && (document.State == ErpDocumentState.Accepted || document.State == ErpDocumentState.AlreadyThere)
            group line.AmountMinor by new { line.Account, line.Currency } into part
            select new { part.Key.Account, part.Key.Currency, Minor = part.Sum() }).ToListAsync();
        var chart = (await ErpMappings.InForceAsync(db, entity, target, default)).Chart;
        var text = new StringBuilder();
        ErpText.Row(text, ["Company", "Account", "Name", "Currency", "Debit", "Credit", "As of", "Period"]);
        foreach (var row in rows.OrderBy(row => row.Currency.Code, StringComparer.Ordinal).ThenBy(row => row.Account))
        {
            var amount = new Money(Math.Abs(row.Minor), row.Currency).ToDecimalString();
            ErpText.Row(text,
            [
                chart.Company, chart.Find(row.Account)!.Code, ChartOfAccounts.Of(row.Account).Name, row.Currency.Code,
                row.Minor > 0 ? amount : "", row.Minor > 0 ? "" : amount, ErpText.IsoDay(last), ErpText.IsoDay(last)[..7],
            ]);
        }

        return ErpText.Bytes(text);
    }

    private async Task CompareAsync(RunReconciliation.Command command)
    {
        var run = await services.GetRequiredService<RunReconciliation>().RunAsync(command, cast.As("finance"), default);
        if (run.IsRefused)
            return;
        await using var db = await contexts.CreateDbContextAsync();
        var breaks = await db.Set<ReconciliationBreak>().AsNoTracking()
            .Where(one => one.LastRunId == run.Value && one.State == BreakState.Open).Select(one => one.Id).ToListAsync();
        foreach (var id in breaks)
            _ = await services.GetRequiredService<WorkBreak>().ExplainAsync(
                id, BreakReason.Timing, "The rejected document is sent again once the group has opened its account.",
                cast.As("finance"), default);
        _ = await services.GetRequiredService<ReviewReconciliation>().RunAsync(
            run.Value, "Read both sides and the breaks.", cast.As("controller1"), default);
    }
}
