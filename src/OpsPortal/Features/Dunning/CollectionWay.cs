using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Contracts;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Dunning;

/// <summary>How a buyer's money can be pulled: by a recorded mandate, else the way by which it last paid on the
/// contract.</summary>
internal sealed record CollectionWay(Rail Rail, string Provider)
{
    private static readonly Rail[] Pulled = [Rail.Card, Rail.Ach, Rail.SepaDebit];

    /// <summary>Null where nothing is on file, or the rail cannot carry what is open.</summary>
    public static async Task<CollectionWay?> FindAsync(OpsDbContext db, Invoice invoice, LocalDate today, CancellationToken ct)
    {
        var mandate = await Mandates.FindAsync(db, invoice.ContractId, ct);
        var way = mandate is null
            ? await LastUsedAsync(db, invoice, ct)
            : new CollectionWay(Rail.SepaDebit, SandboxEventReader.Name);
        return way is null || RailChecks.MayCarry(way.Rail, invoice.Open, today, null, collects: true,
            mandate).IsRefused ? null : way;
    }

    private static Task<CollectionWay?> LastUsedAsync(OpsDbContext db, Invoice invoice, CancellationToken ct) => (
        from receipt in db.Set<Receipt>()
        join application in db.Set<Application>() on receipt.Id equals application.ReceiptId
        join paid in db.Set<Invoice>() on application.InvoiceId equals paid.Id
        where paid.ContractId == invoice.ContractId && Pulled.Contains(receipt.Rail)
        orderby receipt.ReceivedAt descending
        select new CollectionWay(receipt.Rail, receipt.Provider)).FirstOrDefaultAsync(ct);
}
