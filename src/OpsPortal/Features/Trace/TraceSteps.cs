using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Trace;

/// <summary>Reads each step of the chain, left to right, within the legal entities of the person.</summary>
internal sealed class TraceSteps(Reading reading, TraceAnchor anchor)
{
    private readonly IReadOnlyList<LegalEntityId> entities = reading.Person.LegalEntities;

    public async Task<IReadOnlyList<TraceStep>> ReadAsync()
    {
        var invoices = await InvoicesAsync();
        var ids = invoices.Select(i => i.Id).ToList();
        var receipts = await ReceiptsAsync(ids);
        var receiptIds = receipts.Select(r => r.Id).ToList();
        var items = await ItemsAsync(ids);
        var entries = await EntriesAsync(ids, receiptIds, items);
        var (seesLedger, seesCash, seesPayouts) = (
            reading.Person.May(Permission.SeeLedger), reading.Person.May(Permission.SeeCash),
            reading.Person.May(Permission.SeePayouts));
        IReadOnlyList<TraceStep> chain =
        [
            TraceStep.Of("Contract", "No contract stands behind this.", await ContractsAsync(invoices)),
            TraceStep.Of("Milestone", "No milestone: this stage needs no acceptance, or none was made.",
                await MilestonesAsync(invoices)),
            TraceStep.Of("Invoice", "Not yet invoiced.", invoices
                .Select(i => Node("Invoice", i.Id.Value, i.Number ?? "Draft", i.State, i.IssuedAt, $"/invoices/{i.Id}",
                    new(i.DueMinor, i.Currency)))),
            .. TraceStep.Seen(seesCash, "Payment", "No cash received.", receipts.Where(_ => seesCash)
                .Select(r => Node("Receipt", r.Id.Value, $"{r.Provider} {r.Reference}", r.State, r.ReceivedAt, "/cash",
                    new(r.AmountMinor, r.Currency)))),
            .. TraceStep.Seen(reading.Person.May(Permission.SeeEvents), "Event", "No provider event.",
                await EventsAsync(receipts, items)),
            .. TraceStep.Seen(seesLedger, "Journal", "Nothing is posted.", seesLedger ? entries.Select(TraceNodes.Of) : []),
            .. TraceStep.Seen(seesPayouts, "Decision", "The release gate has not judged this.",
                seesPayouts ? await DecisionsAsync(ids) : []),
            .. TraceStep.Seen(seesPayouts, "Batch", "In no payout batch.", seesPayouts ? await BatchesAsync(items) : []),
            .. TraceStep.Seen(seesPayouts, "Payout", "Nothing was paid out.", items.Where(_ => seesPayouts)
                .Select(i => Node("Payout", i.Id.Value, $"{i.PayeeName}, {i.AccountMasked}", i.State, i.FinalAt ?? i.ReleasedAt,
                    $"/payouts/batches/{i.BatchId}", new(i.AmountMinor, i.Currency)))),
        ];
        return [.. chain, .. await new TraceOutside(reading).ReadAsync(receiptIds, items, entries),
            .. await TraceHolds.ReadAsync(reading, invoices)];
    }

    private Task<List<Invoice>> InvoicesAsync() => Db<Invoice>()
        .Where(i => entities.Contains(i.LegalEntityId)
            && (anchor.Invoices.Contains(i.Id) || anchor.Contracts.Contains(i.ContractId)))
        .OrderBy(i => i.IssuedAt).ToListAsync(reading.Ct);

    private Task<List<Receipt>> ReceiptsAsync(List<InvoiceId> invoices)
    {
        var applied = Db<Application>().Where(a => invoices.Contains(a.InvoiceId)).Select(a => a.ReceiptId);
        return Db<Receipt>().Where(r => entities.Contains(r.LegalEntityId)
            && (anchor.Receipts.Contains(r.Id) || applied.Contains(r.Id)))
            .OrderBy(r => r.ReceivedAt).ToListAsync(reading.Ct);
    }

    private Task<List<PayoutItem>> ItemsAsync(List<InvoiceId> invoices) => Db<PayoutItem>()
        .Where(i => entities.Contains(i.LegalEntityId) && i.Sources.Any(s => invoices.Contains(s.InvoiceId)))
        .OrderBy(i => i.ReleasedAt).ToListAsync(reading.Ct);

    private async Task<IEnumerable<TraceNode>> ContractsAsync(List<Invoice> invoices)
    {
        var ids = invoices.Select(i => i.ContractId).Concat(anchor.Contracts).Distinct().ToList();
        var found = await Db<Contract>().Where(c => entities.Contains(c.LegalEntityId) && ids.Contains(c.Id))
            .ToListAsync(reading.Ct);
        return found.Select(c => Node("Contract", c.Id.Value, c.Number, c.State, c.MadeAt, $"/contracts/{c.Id}"));
    }

    private async Task<IEnumerable<TraceNode>> MilestonesAsync(List<Invoice> invoices)
    {
        var ids = invoices.Select(i => i.MilestoneId).OfType<MilestoneId>().ToList();
        var found = await Db<Milestone>()
            .Where(m => entities.Contains(m.LegalEntityId) && (ids.Contains(m.Id) || anchor.Contracts.Contains(m.ContractId)))
            .ToListAsync(reading.Ct);
        return found.Select(m => Node("Milestone", m.Id.Value, m.Name, m.State, m.ApprovedAt, $"/milestones/{m.Id}",
            new(m.AmountMinor, m.Currency)));
    }

    private async Task<IEnumerable<TraceNode>> EventsAsync(List<Receipt> receipts, List<PayoutItem> items)
    {
        if (!reading.Person.May(Permission.SeeEvents))
            return [];
        var names = receipts.Select(r => r.ProviderReference).Concat(items.Select(i => i.ProviderReference ?? i.Key)).ToList();
        var found = await Db<InboxEvent>().Where(e => names.Contains(e.Reference)).OrderBy(e => e.OccurredAt)
            .ToListAsync(reading.Ct);
        return found.Select(TraceNodes.Of);
    }

    private async Task<List<JournalEntry>> EntriesAsync(List<InvoiceId> invoices, List<ReceiptId> receipts,
        List<PayoutItem> items)
    {
        var itemIds = items.Select(i => i.Id).ToList();
        return await Db<JournalEntry>()
            .Where(e => entities.Contains(e.LegalEntityId))
            .Where(e => (e.InvoiceId != null && invoices.Contains(e.InvoiceId.Value))
                || (e.ReceiptId != null && receipts.Contains(e.ReceiptId.Value))
                || (e.PayoutItemId != null && itemIds.Contains(e.PayoutItemId.Value)))
            .OrderBy(e => e.BookedAt).ToListAsync(reading.Ct);
    }

    private async Task<IEnumerable<TraceNode>> DecisionsAsync(List<InvoiceId> invoices)
    {
        var found = await Db<DecisionRecord>().Where(d => entities.Contains(d.LegalEntityId) && invoices.Contains(d.InvoiceId))
            .OrderByDescending(d => d.DecidedAt).Take(20).ToListAsync(reading.Ct);
        return found.Select(d => Node("Decision", d.Id.Value, ConditionsOf(d.Conditions.Count), d.Tier, d.DecidedAt,
            "/payouts/eligibility", new(d.EligibleMinor, d.Currency)));
    }

    private static string ConditionsOf(int failed) => failed switch
    {
        0 => "Every condition met",
        1 => "1 condition failed",
        _ => $"{failed} conditions failed",
    };

    private async Task<IEnumerable<TraceNode>> BatchesAsync(List<PayoutItem> items)
    {
        var ids = items.Select(i => i.BatchId).Distinct().ToList();
        var found = await Db<PayoutBatch>().Where(b => ids.Contains(b.Id)).ToListAsync(reading.Ct);
        return found.Select(b => Node("Batch", b.Id.Value, b.Number, b.State, b.MadeAt, $"/payouts/batches/{b.Id}"));
    }

    private static TraceNode Node(string kind, Guid id, string title, Enum state, Instant? at, string href,
        Money? amount = null) =>
        new(kind, id.ToString(), title, Words.Of(state), at, href, amount);

    private IQueryable<T> Db<T>()
        where T : class => reading.Db.Set<T>();
}
