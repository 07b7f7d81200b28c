using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Sandbox;

namespace OpsPortal.Demo;

/// <summary>After each month of the history finance brings in the provider's report of it and compares it, and the bank's
/// statements, with the books; a controller reviews.</summary>
internal sealed class DemoReconciliation(
    DemoCast cast, DemoCalendar calendar, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    private const int Months = 4;

    private static readonly ReconciliationLayer[] Layers =
        [ReconciliationLayer.ProviderToSubledger, ReconciliationLayer.BankToSubledger];

    /// <summary>On the second of each month, in the morning.</summary>
    public void Plan()
    {
        var first = calendar.Now.InUtc().Date.With(DateAdjusters.StartOfMonth);
        for (var month = 0; month < Months; month++)
        {
            var from = first.PlusMonths(month);
            var at = from.PlusMonths(1).PlusDays(1).At(new LocalTime(7, 0)).InUtc().ToInstant();
            calendar.After(at - calendar.Now, () => CompareAsync(from, from.PlusMonths(1).PlusDays(-1)));
        }
    }

    // A month in which the provider moved nothing has no report; the bank's statement is compared all the same.
    private async Task CompareAsync(LocalDate from, LocalDate asOf)
    {
        foreach (var entity in new[] { cast.Europe.Id, cast.America.Id })
        {
            var report = await services.GetRequiredService<MakeBalanceReport>()
                .RunAsync(entity, from, asOf, cast.As("finance"), default);
            _ = await services.GetRequiredService<ImportProviderReport>().RunAsync(
                new(entity, ReportFormat.SandboxBalance, from, asOf, report.Value.FileName, report.Value.Bytes),
                cast.As("finance"), default);
            await using var db = await contexts.CreateDbContextAsync();
            foreach (var source in services.GetServices<IReconciliationSource>().Where(one => Layers.Contains(one.Layer)))
            foreach (var scope in await source.ScopesAsync(db, entity, default))
                await CompareAsync(new(entity, source.Layer, scope.Scope, scope.Currency, from, asOf));
        }
    }

    private async Task CompareAsync(RunReconciliation.Command command)
    {
        var run = await services.GetRequiredService<RunReconciliation>().RunAsync(command, cast.As("finance"), default);
        if (!run.IsRefused)
            calendar.After(Duration.FromHours(3), () => services.GetRequiredService<ReviewReconciliation>()
                .RunAsync(run.Value, "Read both sides and the breaks.", cast.As("controller1"), default));
    }
}
