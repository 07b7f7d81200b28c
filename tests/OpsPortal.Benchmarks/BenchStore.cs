using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Benchmarks;

/// <summary>A durable PostgreSQL of this run alone, with the portal's schema, two companies and open invoices to pay.</summary>
internal sealed class BenchStore : IAsyncDisposable
{
    public const string Secret = "whsec_benchmark";
    private readonly PostgresCluster cluster;
    private readonly TestStore folder = TestStore.Empty(StoreKind.Sqlite);

    private BenchStore(PostgresCluster cluster) => this.cluster = cluster;

    public string ConnectionString => cluster.ConnectionString("postgres") + ";Max Auto Prepare=50";

    public Dictionary<string, string?> Settings => new()
    {
        ["Database:Provider"] = "Postgres",
        ["ConnectionStrings:OpsPortal"] = ConnectionString,
        ["Providers:Stripe:WebhookSecret"] = Secret,
        ["Jobs:Enabled"] = "false",
        ["Logging:LogLevel:Default"] = "Error",
    };

    public static async Task<BenchStore> NewAsync()
    {
        var store = new BenchStore(PostgresCluster.StartDurable());
        await using var portal = store.Portal();
        await portal.Services.GetRequiredService<Schema>().BringUpAsync(CancellationToken.None);
        await using var db = await DbAsync(portal);
        db.AddRange(TestEntities.Ireland(Template.Ireland), TestEntities.America(Template.America));
        await db.SaveChangesAsync();
        return store;
    }

    public WebApplication Portal() => TestPortal.Build(folder, Settings);

    public static Task<OpsDbContext> DbAsync(WebApplication portal) =>
        portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    /// <summary>From now on PostgreSQL counts what it runs; it starts anew for that.</summary>
    public async Task CountStatementsAsync()
    {
        await ScalarAsync("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
        await ScalarAsync("ALTER SYSTEM SET max_wal_size = '8GB'");
        NpgsqlConnection.ClearAllPools();
        cluster.Crash();
    }

    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Open invoices of 100.00 for one payee each, numbered with the prefix.</summary>
    public async Task AddInvoicesAsync(WebApplication portal, string prefix, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(1000))
        {
            await using var db = await DbAsync(portal);
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.AddRange(chunk.Select(i => AnInvoice($"{prefix}{i}")));
            await db.SaveChangesAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        cluster.Stop();
        await folder.DisposeAsync();
    }

    // The rules of issuing are not what is measured: the rows only have to be there.
    private static Invoice AnInvoice(string number)
    {
        var invoice = (Invoice)Activator.CreateInstance(typeof(Invoice), nonPublic: true)!;
        var share = Activator.CreateInstance(
            typeof(InvoiceShare), BindingFlags.Instance | BindingFlags.NonPublic, null,
            [1, new PayeeId(Guid.CreateVersion7()), 9000L], null)!;
        Set(invoice, nameof(Invoice.Id), new InvoiceId(Guid.CreateVersion7()));
        Set(invoice, nameof(Invoice.Number), number);
        Set(invoice, nameof(Invoice.LegalEntityId), Template.Ireland);
        Set(invoice, nameof(Invoice.ContractId), new ContractId(Guid.CreateVersion7()));
        Set(invoice, nameof(Invoice.PlanItemId), new PlanItemId(Guid.CreateVersion7()));
        Set(invoice, nameof(Invoice.BuyerId), new BuyerId(Guid.CreateVersion7()));
        Set(invoice, nameof(Invoice.Kind), Domain.Contracts.PlanItemKind.Milestone);
        Set(invoice, nameof(Invoice.Currency), Currency.Of("EUR"));
        Set(invoice, nameof(Invoice.GrossMinor), 10_000L);
        Set(invoice, nameof(Invoice.FeeMinor), 1_000L);
        Set(invoice, nameof(Invoice.PayeeMinor), 9_000L);
        Set(invoice, nameof(Invoice.DueMinor), 10_000L);
        Set(invoice, nameof(Invoice.OpenMinor), 10_000L);
        Set(invoice, nameof(Invoice.State), InvoiceState.Open);
        var shares = (System.Collections.IList)typeof(Invoice)
            .GetField("shares", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(invoice)!;
        shares.Add(share);
        return invoice;
    }

    private static void Set(Invoice invoice, string property, object value) => typeof(Invoice)
        .GetProperty(property)!.SetValue(invoice, value);
}
