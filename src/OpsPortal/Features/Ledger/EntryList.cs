using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Ledger;

/// <summary>The entries that carry a reference: any id of the chain, a provider's object, an event, a request or a posting
/// key.</summary>
[UseCase]
internal sealed class EntryList(QueryRunner runner)
{
    private const int Most = 200;

    public Task<Outcome<IReadOnlyList<JournalEntry>>> RunAsync(string reference, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, reference.Trim()), ct);

    private static async Task<Outcome<IReadOnlyList<JournalEntry>>> ReadAsync(Reading reading, string reference)
    {
        if (reference.Length == 0)
            return SharedRefusals.Required("reference");
        var seen = reading.Person.LegalEntities;
        var entries = reading.Db.Set<JournalEntry>().Where(entry => seen.Contains(entry.LegalEntityId));
        entries = Guid.TryParse(reference, out var id) ? ById(entries, id) : entries.Where(entry =>
            entry.ProviderObject == reference || entry.EventId == reference || entry.RequestId == reference
                || entry.PostingKey == reference);
        return await entries.Include(entry => entry.Lines.OrderBy(line => line.Number))
            .OrderBy(entry => entry.BookedAt).ThenBy(entry => entry.Id).Take(Most).ToListAsync(reading.Ct);
    }

    private static IQueryable<JournalEntry> ById(IQueryable<JournalEntry> entries, Guid id)
    {
        var entry = new EntryId(id);
        var contract = new ContractId(id);
        var item = new PlanItemId(id);
        var milestone = new MilestoneId(id);
        var invoice = new InvoiceId(id);
        var note = new CreditNoteId(id);
        var receipt = new ReceiptId(id);
        var application = new ApplicationId(id);
        var batch = new BatchId(id);
        var payout = new PayoutItemId(id);
        var dispute = new DisputeId(id);
        var hold = new HoldId(id);
        return entries.Where(found => found.Id == entry || found.ContractId == contract || found.PlanItemId == item
            || found.MilestoneId == milestone || found.InvoiceId == invoice || found.CreditNoteId == note
                || found.ReceiptId == receipt
            || found.ApplicationId == application || found.BatchId == batch || found.PayoutItemId == payout
            || found.DisputeId == dispute || found.HoldId == hold || found.ReversalOf == entry);
    }
}
