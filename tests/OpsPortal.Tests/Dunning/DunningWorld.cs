using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Events;
using OpsPortal.Features.Contracts;
using OpsPortal.Features.Dunning;
using OpsPortal.Outbox;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Dunning;

/// <summary>One issued invoice, due on 16 March 2026, whose buyer has given a mandate where asked.</summary>
internal sealed class DunningWorld : IAsyncDisposable
{
    public static readonly LocalDate DueOn = new(2026, 3, 16);

    private DunningWorld(CashWorld cash, Invoice invoice) => (Cash, Invoice) = (cash, invoice);

    public CashWorld Cash { get; }

    public World World => Cash.World;

    public Invoice Invoice { get; }

    public FakeCollector Collector { get; } = new();

    public static async Task<DunningWorld> NewAsync(StoreKind kind = StoreKind.Sqlite, bool mandate = true)
    {
        var cash = await CashWorld.NewAsync(kind);
        var invoice = await cash.IssueAsync("IE-1", 50_000);
        if (!mandate)
            return new DunningWorld(cash, invoice);
        await using var db = await cash.World.DbAsync();
        db.Add(Mandates.Step(invoice.ContractId, "MREF-1", cash.World.Now));
        await db.SaveChangesAsync();
        return new DunningWorld(cash, invoice);
    }

    public ValueTask DisposeAsync() => Cash.DisposeAsync();

    /// <summary>Noon of a day so long after the due date, and one run of the job.</summary>
    public async Task<string> OnDayAsync(int daysAfterDue)
    {
        World.Clock.Set(DueOn.PlusDays(daysAfterDue).AtMidnight().InUtc().ToInstant() + Duration.FromHours(12));
        return await RunAsync();
    }

    public Task<string> RunAsync() => new RunDunning(
        World.Use<IDbContextFactory<OpsDbContext>>(), new DunInvoice(World.Use<CommandRunner>(), [Collector]), [Collector],
        World.Use<IClock>()).RunAsync(Actor.System("dunning"), default);

    public async Task<DunningCase> CaseAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<DunningCase>().AsNoTracking().SingleAsync();
    }

    public async Task<List<DunningAttempt>> AttemptsAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<DunningAttempt>().AsNoTracking().OrderBy(a => a.At).ThenBy(a => a.Step).ToListAsync();
    }

    public async Task<List<OutboxMessage>> LettersAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Key.StartsWith("dunning:")).ToListAsync();
    }

    /// <summary>The provider's word on a payment of the invoice.</summary>
    public Task TellAsync(string type, string reference = "pay_0", string? reason = null) => Cash.DeliverAsync([
        SandboxEvents.Payment(CashWorld.Payment(reference, "IE-1", 50_000, World.Now, Rail.SepaDebit), type, 50_000, World.Now,
            reason)]);
}
