using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Ledger;

public sealed class EntryNamesTests
{
    /// <summary>An entry calls its contract and invoices as people do, not by their ids.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-3")]
    public async Task Entry_OfAnInvoice_NamesContractAndInvoice(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var stage = (await billing.ContractAsync("C-1")).First(item => item.Kind == PlanItemKind.Milestone);
        var id = (await billing.IssueAsync(stage)).Value.Id;
        await using var db = await billing.World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(one => one.Id == id);
        var entry = await db.Set<JournalEntry>().FirstAsync(one => one.InvoiceId == id);

        var names = (await billing.World.Use<EntryDetail>().RunAsync(entry.Id, billing.World.As("auditor"), default)).Value.Names;

        Assert.Equal("C-1", names[invoice.ContractId.Value]);
        Assert.Equal(invoice.Number, names[id.Value]);
    }
}
