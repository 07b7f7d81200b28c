using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Ledger;

/// <summary>One entry with its lines, its rule, its trace keys, and the entries that it reverses or that reverse it.</summary>
[UseCase]
internal sealed class EntryDetail(QueryRunner runner)
{
    /// <param name="Names">What people call the contracts, invoices, payments, batches and payees of the entry.</param>
    internal sealed record Answer(JournalEntry Entry, PostingRule Rule, LedgerEntity Entity, IReadOnlyList<EntryId> ReversedBy,
        IReadOnlyDictionary<Guid, string> Names);

    public Task<Outcome<Answer>> RunAsync(EntryId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, EntryId id)
    {
        var entries = reading.Db.Set<JournalEntry>().Include(found => found.Lines.OrderBy(line => line.Number));
        if (await reading.SeenAsync(entries, found => found.Id == id) is not { } entry)
            return SharedRefusals.NotFound("journal entry");
        var entity = (await LedgerScope.EntitiesAsync(reading, entry.LegalEntityId))[0];
        var reversedBy = await reading.Db.Set<JournalEntry>().Where(found => found.ReversalOf == id)
            .Select(found => found.Id).ToListAsync(reading.Ct);
        return new Answer(entry, PostingRules.Of(entry.Family), entity, reversedBy, await NamesAsync(reading, entry));
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(Reading reading, JournalEntry entry)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        var invoices = entry.Lines.Select(line => line.InvoiceId).Append(entry.InvoiceId).OfType<InvoiceId>().Distinct().ToList();
        var receipts = entry.Lines.Select(line => line.ReceiptId).Append(entry.ReceiptId).OfType<ReceiptId>().Distinct().ToList();
        var batches = entry.Lines.Select(line => line.BatchId).Append(entry.BatchId).OfType<BatchId>().Distinct().ToList();
        var payees = entry.Lines.Select(line => line.PayeeId).OfType<PayeeId>().Distinct().ToList();
        var names = new Dictionary<Guid, string>();
        foreach (var one in await db.Set<Contract>().Where(one => one.Id == entry.ContractId)
            .Select(one => new { one.Id, one.Number }).ToListAsync(ct))
            names[one.Id.Value] = one.Number;
        foreach (var one in await db.Set<Invoice>().Where(one => invoices.Contains(one.Id) && one.Number != null)
            .Select(one => new { one.Id, one.Number }).ToListAsync(ct))
            names[one.Id.Value] = one.Number!;
        foreach (var one in await db.Set<Receipt>().Where(one => receipts.Contains(one.Id))
            .Select(one => new { one.Id, one.ProviderReference }).ToListAsync(ct))
            names[one.Id.Value] = one.ProviderReference;
        foreach (var one in await db.Set<PayoutBatch>().Where(one => batches.Contains(one.Id))
            .Select(one => new { one.Id, one.Number }).ToListAsync(ct))
            names[one.Id.Value] = one.Number;
        foreach (var one in await db.Set<Payee>().Where(one => payees.Contains(one.Id))
            .Select(one => new { one.Id, one.Name }).ToListAsync(ct))
            names[one.Id.Value] = one.Name;
        return names;
    }
}
