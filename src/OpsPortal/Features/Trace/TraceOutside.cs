using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Trace;

/// <summary>Where a chain ends outside: the bank's lines and the documents of the ERP, for whoever may open
/// their rooms.</summary>
internal sealed class TraceOutside(Reading reading)
{
    private const int MostRows = 200;

    public async Task<IReadOnlyList<TraceStep>> ReadAsync(
        IReadOnlyList<ReceiptId> receipts, IReadOnlyList<PayoutItem> items, IReadOnlyList<JournalEntry> entries)
    {
        var steps = new List<TraceStep>();
        if (reading.Person.May(Permission.SeeCash))
            steps.Add(TraceStep.Of("Bank line", "On no bank statement yet.", await LinesAsync(receipts, items, entries)));
        if (reading.Person.May(Permission.SeeErp))
            steps.Add(TraceStep.Of("ERP", "Not handed over to an ERP.", await DocumentsAsync(entries)));
        return steps;
    }

    // A refund has neither receipt nor payout on its line: the entry that booked the line leads to it.
    private async Task<IEnumerable<TraceNode>> LinesAsync(
        IReadOnlyList<ReceiptId> receipts, IReadOnlyList<PayoutItem> items, IReadOnlyList<JournalEntry> entries)
    {
        var paid = items.Select(item => item.Id).ToList();
        var booked = entries.Select(entry => entry.Id).ToList();
        var found = await reading.Db.Set<BankLine>()
            .Where(line => reading.Person.LegalEntities.Contains(line.LegalEntityId)
                && ((line.ReceiptId != null && receipts.Contains(line.ReceiptId.Value))
                    || (line.PayoutItemId != null && paid.Contains(line.PayoutItemId.Value))
                    || (line.EntryId != null && booked.Contains(line.EntryId.Value))))
            .OrderBy(line => line.BookedOn).ThenBy(line => line.Id).Take(MostRows).ToListAsync(reading.Ct);
        return found.Select(TraceNodes.Of);
    }

    private async Task<IEnumerable<TraceNode>> DocumentsAsync(IReadOnlyList<JournalEntry> entries)
    {
        var ids = entries.Select(entry => entry.Id).ToList();
        var covers = reading.Db.Set<ErpCover>().Where(cover => ids.Contains(cover.EntryId)).Select(cover => cover.DocumentId);
        var found = await reading.Db.Set<ErpDocument>()
            .Where(document => reading.Person.LegalEntities.Contains(document.LegalEntityId) && covers.Contains(document.Id))
            .OrderBy(document => document.PostedOn).ThenBy(document => document.ExternalId).Take(MostRows)
            .ToListAsync(reading.Ct);
        return found.Select(TraceNodes.Of);
    }
}
