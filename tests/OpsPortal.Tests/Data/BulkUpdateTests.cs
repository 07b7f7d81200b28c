using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Data;

public sealed class BulkUpdateTests
{
    private static readonly string[] Written = [nameof(Invoice.State), nameof(Invoice.AppliedMinor), nameof(Invoice.OpenMinor)];

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Unchanged_WhenSomebodyElseWroteFirst_LeavesTheirRowAndTellsSo(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_00);
        await world.IssueAsync("IE-2", 100_00);
        var stale = await ReadAsync(world);
        var first = (await ReadAsync(world)).Where(invoice => invoice.Number == "IE-1").ToList();
        first.ForEach(invoice => invoice.Apply(40_00));
        var firstWritten = await WriteAsync(world, first);
        Assert.Equal([true], firstWritten);

        stale.ForEach(invoice => invoice.Apply(100_00));
        var written = await WriteAsync(world, stale);

        Assert.Equal([false, true], written);
        var now = await ReadAsync(world);
        Assert.Equal([60_00L, 0L], now.Select(invoice => invoice.OpenMinor));
        Assert.Equal([InvoiceState.PartiallyPaid, InvoiceState.Paid], now.Select(invoice => invoice.State));
        Assert.Equal(stale.Select(invoice => invoice.Revision + 1), now.Select(invoice => invoice.Revision));
    }

    private static async Task<List<Invoice>> ReadAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<Invoice>().AsNoTracking().OrderBy(invoice => invoice.Number).ToListAsync();
    }

    private static async Task<bool[]> WriteAsync(CashWorld world, List<Invoice> invoices)
    {
        await using var db = await world.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var written = await BulkUpdate.UnchangedAsync(db, invoices, Written, default);
        await transaction.CommitAsync();
        return written;
    }
}
