using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Invoices;

/// <summary>One line for each billing item and invoice of it: contract, stage, milestone, invoice, state, entries, payments and
/// payouts side by side.</summary>
[UseCase]
internal sealed class InvoiceTrace(QueryRunner runner)
{
    private const string Head = "contract,stage,stage_state,amount,currency,milestone,milestone_state,invoice,invoice_state,open,"
        + "journal_entries,payments,payouts";

    public Task<Outcome<string>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, ReadAsync, ct);

    private static async Task<Outcome<string>> ReadAsync(Reading reading)
    {
        var (db, ct, entities) = (reading.Db, reading.Ct, reading.Person.LegalEntities);
        var items = await (
            from item in db.Set<PlanItem>()
            join contract in db.Set<Contract>() on item.ContractId equals contract.Id
            where entities.Contains(contract.LegalEntityId) && item.RetiredInVersion == null
            orderby contract.Number, item.Sequence
            select new { item, contract.Number, contract.Currency }).ToListAsync(ct);
        var milestones = await db.Set<Milestone>().Where(m => entities.Contains(m.LegalEntityId))
            .ToDictionaryAsync(m => m.PlanItemId, ct);
        var invoices = (await db.Set<Invoice>().Where(i => entities.Contains(i.LegalEntityId)).OrderBy(i => i.IssuedAt)
            .ToListAsync(ct))
            .ToLookup(i => i.PlanItemId);
        var entries = (await db.Set<JournalEntry>().Where(e => entities.Contains(e.LegalEntityId) && e.InvoiceId != null)
            .Select(e => new { e.InvoiceId, e.Id }).ToListAsync(ct)).ToLookup(e => e.InvoiceId!.Value, e => e.Id.ToString());
        var payments = (await db.Set<Application>().Join(db.Set<Receipt>(), a => a.ReceiptId, r => r.Id, (a, r) => new { a, r })
            .Where(row => entities.Contains(row.r.LegalEntityId) && row.a.ReversedAt == null)
            .Select(row => new { row.a.InvoiceId,
                ProviderReference = row.r.BankReference ?? row.r.ProviderReference }).ToListAsync(ct))
                .ToLookup(p => p.InvoiceId, p => p.ProviderReference);
        var payouts = await PayoutsAsync(reading);
        var csv = new StringBuilder(Head).Append('\n');
        foreach (var (row, invoice) in items.SelectMany(
            row => invoices[row.item.Id].DefaultIfEmpty().Select(invoice => (row, invoice))))
        {
            var milestone = milestones.GetValueOrDefault(row.item.Id);
            var id = invoice?.Id ?? default;
            csv.AppendJoin(',', new[]
            {
                row.Number, row.item.Name, row.item.State.ToString(), Amount(row.item.AmountMinor, row.Currency),
                    row.Currency.Code,
                milestone?.Name, milestone?.State.ToString(), invoice?.Number, invoice?.State.ToString(),
                invoice is null ? "" : Amount(invoice.OpenMinor, row.Currency), string.Join(' ', entries[id]),
                string.Join(' ', payments[id]),
                string.Join(' ', payouts[id]),
            }.Select(CsvCells.Of)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>Payouts that took money of an invoice, by the entries of their release.</summary>
    private static async Task<ILookup<InvoiceId, string>> PayoutsAsync(Reading reading)
    {
        var lines = await (
            from line in reading.Db.Set<JournalLine>()
            join entry in reading.Db.Set<JournalEntry>() on line.EntryId equals entry.Id
            where line.Account == Account.SettlementPayables && line.InvoiceId != null && entry.PayoutItemId != null
                && reading.Person.LegalEntities.Contains(line.LegalEntityId)
            select new { line.InvoiceId, entry.PayoutItemId }).Distinct().ToListAsync(reading.Ct);
        return lines.ToLookup(line => line.InvoiceId!.Value, line => line.PayoutItemId!.Value.ToString());
    }

    private static string Amount(long minor, Currency currency) => new Money(minor, currency).ToDecimalString();
}
