using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>Payments that the sandbox told us of, and its own report of them, well or planted with faults.</summary>
internal sealed class ReconciliationWorld : IAsyncDisposable
{
    public static readonly Currency Euro = Currency.Of("EUR");
    private readonly List<ProviderEvent> told = [];

    private ReconciliationWorld(CashWorld cash) => Cash = cash;

    public CashWorld Cash { get; }

    public World World => Cash.World;

    public LocalDate Today { get; private set; }

    public static async Task<ReconciliationWorld> NewAsync(StoreKind kind)
    {
        var made = new ReconciliationWorld(await CashWorld.NewAsync(kind));
        made.Today = made.World.Now.DayIn("Europe/Dublin");
        return made;
    }

    public ValueTask DisposeAsync() => Cash.DisposeAsync();

    /// <summary>A payment of an invoice of its own succeeds, and its money becomes available less the fee.</summary>
    public async Task PayAsync(string reference, long minor, bool delivered = true)
    {
        var number = $"IE-{told.Count + 1}";
        await Cash.IssueAsync(number, minor);
        var payment = CashWorld.Payment(reference, number, minor, World.Now);
        SandboxDelivery[] deliveries =
        [
            SandboxEvents.Payment(payment, "payment.succeeded", minor, World.Now),
            SandboxEvents.Payment(payment, "balance.available", minor, World.Now),
        ];
        told.AddRange(deliveries.Select(one =>
            World.Use<SandboxEventReader>().Read(one.EventId, Encoding.UTF8.GetBytes(one.Body)).Value));
        if (delivered)
            await Cash.DeliverAsync(deliveries);
    }

    public List<SandboxMovement> Movements() => [.. SandboxMovement.Of(told)];

    public Task<ReportImport> ImportAsync(IEnumerable<SandboxMovement> movements, string person = "finance") =>
        ImportAsync(SandboxBalanceReport.Write(movements), ReportFormat.SandboxBalance, person);

    public Task<ReportImport> ImportAsync(byte[] content, ReportFormat format, string person = "finance") =>
        World.Use<ImportProviderReport>().RunAsync(
            new(World.Ireland, format, Today, Today, "report.csv", content), World.As(person), default);

    public Task<Outcome<ReconciliationRunId>> TryRunAsync(string scope = "sandbox", string person = "finance") =>
        World.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.ProviderToSubledger, scope, Euro, Today, Today), World.As(person), default);

    public async Task<ReconciliationRun> RunAsync(string scope = "sandbox")
    {
        var done = await TryRunAsync(scope);
        Assert.Null(done.Refusal);
        return (await AllAsync<ReconciliationRun>()).Single(run => run.Id == done.Value);
    }

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var db = await World.DbAsync();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }

    public async Task<List<ExceptionCase>> CasesAsync() =>
        [.. (await AllAsync<ExceptionCase>()).Where(found => found.Type == ExceptionType.ReconciliationBreak)];
}
