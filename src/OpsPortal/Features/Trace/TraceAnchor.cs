using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Trace;

/// <summary>Finds what any pasted id stands for: the contracts, invoices and receipts whose chain it belongs to.</summary>
internal sealed class TraceAnchor(Reading reading)
{
    private const int MostRows = 200;
    private const int MostSubjects = 20;

    public HashSet<ContractId> Contracts { get; } = [];

    public HashSet<InvoiceId> Invoices { get; } = [];

    public HashSet<ReceiptId> Receipts { get; } = [];

    /// <summary>What the pasted id itself is in the chain, by the ids that its steps show.</summary>
    public HashSet<string> Marked { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => Contracts.Count + Invoices.Count + Receipts.Count == 0;

    public async Task FindAsync(string text, TraceFinds finds)
    {
        Marked.UnionWith(finds.Ids);
        if (Guid.TryParse(text, out var id))
            await FindByIdAsync(id);
        await FindByNameAsync(text);
        await FindByPartsAsync(finds);
        Marked.Add(text);
        if (Receipts.Count > 0)
            await AddAsync(Invoices, Db<Application>().Where(a => Receipts.Contains(a.ReceiptId)).Select(a => a.InvoiceId));
    }

    /// <summary>The chains that what was found is a part of.</summary>
    private async Task FindByPartsAsync(TraceFinds finds)
    {
        Receipts.UnionWith(finds.Lines.Select(line => line.ReceiptId).OfType<ReceiptId>());
        var paid = finds.Lines.Select(line => line.PayoutItemId).OfType<PayoutItemId>().ToList();
        await AddPayoutsAsync(Db<PayoutItem>().Where(item => paid.Contains(item.Id)));
        var booked = finds.Lines.Select(line => line.EntryId).OfType<EntryId>().ToList();
        var documents = finds.Documents.Select(document => document.Id).ToList();
        var covered = Db<ErpCover>().Where(cover => documents.Contains(cover.DocumentId)).Select(cover => cover.EntryId);
        await AddEntriesAsync(Db<JournalEntry>().Where(entry => booked.Contains(entry.Id) || covered.Contains(entry.Id)));
        foreach (var hold in finds.Holds)
        {
            Contracts.UnionWith(hold.Scope == HoldScope.Contracts ? hold.Targets.Select(id => new ContractId(id)) : []);
            Invoices.UnionWith(hold.Scope == HoldScope.Invoices ? hold.Targets.Select(id => new InvoiceId(id)) : []);
        }

        foreach (var id in finds.Calls.SelectMany(call => call.Names).Concat(finds.Acts.Select(row => row.SubjectId))
            .Distinct().Take(MostSubjects))
            await FindByIdAsync(id);
    }

    private async Task FindByIdAsync(Guid id)
    {
        await AddAsync(Contracts, Db<Contract>().Where(c => c.Id == new ContractId(id)).Select(c => c.Id));
        await AddAsync(Contracts, Db<Milestone>().Where(m => m.Id == new MilestoneId(id)).Select(m => m.ContractId));
        await AddAsync(Contracts, Db<PlanItem>().Where(p => p.Id == new PlanItemId(id)).Select(p => p.ContractId));
        await AddAsync(Invoices, Db<Invoice>().Where(i => i.Id == new InvoiceId(id)).Select(i => i.Id));
        await AddAsync(Receipts, Db<Receipt>().Where(r => r.Id == new ReceiptId(id)).Select(r => r.Id));
        await AddAsync(Receipts, Db<Application>().Where(a => a.Id == new Domain.Shared.ApplicationId(id))
            .Select(a => a.ReceiptId));
        await AddAsync(Invoices, Db<DecisionRecord>().Where(d => d.Id == new DecisionId(id)).Select(d => d.InvoiceId));
        await AddPayoutsAsync(Db<PayoutItem>().Where(i => i.BatchId == new BatchId(id) || i.Id == new PayoutItemId(id)));
        await AddEntriesAsync(Db<JournalEntry>().Where(e => e.Id == new EntryId(id)));
        var inbox = await Db<InboxEvent>().Where(e => e.Id == id).Select(e => e.EventId).FirstOrDefaultAsync(reading.Ct);
        if (inbox is not null)
            await FindByNameAsync(inbox);
    }

    private async Task FindByNameAsync(string name)
    {
        await AddAsync(Contracts, Db<Contract>().Where(c => c.Number == name).Select(c => c.Id));
        await AddAsync(Invoices, Db<Invoice>().Where(i => i.Number == name).Select(i => i.Id));
        var receipts = await Db<Receipt>().Where(r => r.ProviderReference == name || r.BankReference == name).Select(r => r.Id)
            .OrderBy(id => id).Take(MostRows).ToListAsync(reading.Ct);
        Receipts.UnionWith(receipts);
        Marked.UnionWith(receipts.Select(receipt => receipt.ToString()));
        var payouts = Db<PayoutItem>().Where(i => i.Key == name || i.ProviderReference == name);
        await AddPayoutsAsync(payouts);
        var paid = await payouts.Select(i => i.Id).Take(MostRows).ToListAsync(reading.Ct);
        Marked.UnionWith(paid.Select(item => item.ToString()));
        var batches = Db<PayoutBatch>().Where(b => b.Number == name).Select(b => b.Id);
        await AddPayoutsAsync(Db<PayoutItem>().Where(i => batches.Contains(i.BatchId)));
        await AddEntriesAsync(Db<JournalEntry>()
            .Where(e => e.RequestId == name || e.EventId == name || e.ProviderObject == name || e.PostingKey == name));
        var reference = await Db<InboxEvent>().Where(e => e.EventId == name).Select(e => e.Reference)
            .FirstOrDefaultAsync(reading.Ct);
        if (reference is not null && reference != name)
            await FindByNameAsync(reference);
    }

    private async Task AddPayoutsAsync(IQueryable<PayoutItem> items) =>
        await AddAsync(Invoices, items.SelectMany(item => item.Sources).Select(source => source.InvoiceId));

    private async Task AddEntriesAsync(IQueryable<JournalEntry> entries)
    {
        var keys = await entries.OrderBy(e => e.BookedAt).ThenBy(e => e.Id).Take(MostRows)
            .Select(e => new { e.ContractId, e.InvoiceId, e.ReceiptId, e.PayoutItemId }).ToListAsync(reading.Ct);
        Contracts.UnionWith(keys.Where(k => k.InvoiceId is null && k.ReceiptId is null).Select(k => k.ContractId)
            .OfType<ContractId>());
        Invoices.UnionWith(keys.Select(k => k.InvoiceId).OfType<InvoiceId>());
        Receipts.UnionWith(keys.Select(k => k.ReceiptId).OfType<ReceiptId>());
        var items = keys.Select(k => k.PayoutItemId).OfType<PayoutItemId>().ToList();
        if (items.Count > 0)
            await AddPayoutsAsync(Db<PayoutItem>().Where(i => items.Contains(i.Id)));
    }

    private async Task AddAsync<T>(HashSet<T> into, IQueryable<T> found) =>
        into.UnionWith(await found.OrderBy(id => id).Take(MostRows).ToListAsync(reading.Ct));

    private IQueryable<T> Db<T>()
        where T : class => reading.Db.Set<T>();
}
