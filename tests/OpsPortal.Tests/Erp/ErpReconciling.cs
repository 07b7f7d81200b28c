using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Reconciliation.Closing;
using OpsPortal.Features.Reconciliation.TrialBalances;

namespace OpsPortal.Tests.Erp;

/// <summary>What the tests of reconciliation with an ERP do and read.</summary>
internal static class ErpReconciling
{
    public static readonly Currency Euro = Currency.Of("EUR");

    public static string Text(long minor) => new Money(minor, Euro).ToDecimalString();

    public static async Task<List<(string Code, long Minor)>> OwnAsync(this ErpWorld erp) =>
        [.. (await erp.EntriesAsync()).SelectMany(entry => entry.Lines).GroupBy(line => line.Account)
            .Select(group => ($"{(int)group.Key}", group.Sum(line => line.AmountMinor)))];

    public static Task<TrialBalanceImport> ImportAsync(
        this ErpWorld erp, string text, LocalDate? asOf = null, string person = "finance") =>
        erp.World.Use<ImportTrialBalance>().RunAsync(
            new(World.Ireland, ErpTarget.GenericCsv, asOf, "balances.csv", Encoding.UTF8.GetBytes(text)),
            erp.World.As(person), default);

    public static Task<Outcome<ReconciliationRunId>> TryRunAsync(
        this ErpWorld erp, string scope, LocalDate? from = null, LocalDate? asOf = null) =>
        erp.World.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.SubledgerToErp, scope, Euro, from ?? ErpWorld.First,
                asOf ?? ErpWorld.Last),
            erp.World.As("finance"), default);

    public static async Task<ReconciliationRun> RunAsync(
        this ErpWorld erp, string scope, LocalDate? from = null, LocalDate? asOf = null)
    {
        var done = await TryRunAsync(erp, scope, from, asOf);
        Assert.Null(done.Refusal);
        return (await AllAsync<ReconciliationRun>(erp)).Single(run => run.Id == done.Value);
    }

    public static async Task<OpsPortal.Domain.Close.TieOut> TieAsync(this ErpWorld erp)
    {
        await using var db = await erp.World.DbAsync();
        return await new ErpBalancesTieOut().CheckAsync(new CloseScope(db, World.Ireland, new(2026, 2), erp.World.Now), default);
    }

    public static async Task<List<T>> AllAsync<T>(this ErpWorld erp)
        where T : class
    {
        await using var db = await erp.World.DbAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }
}
