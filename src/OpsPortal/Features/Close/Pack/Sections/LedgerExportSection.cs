using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every line of every entry of the month with all references that it carries.</summary>
[Part]
internal sealed class LedgerExportSection : IPackSection
{
    public int Order => 900;

    public string Code => "ledger-export";

    public string Title => "Ledger export";

    public string Purpose =>
        "Every line of every entry booked in the month, in the order of booking day and posting key. Debits equal "
        + "credits in each entry and currency. The CSV carries the entry's id, its posting key, rule version and "
        + "every reference; the trace id leads to the whole chain from contract to bank.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Booked on", PackCell.Date), new("Entry", PackCell.Text), new("Line", PackCell.Count), new("Account", PackCell.Count),
        new("Account name", PackCell.Text), new("What happened", PackCell.Text), new("Invoice", PackCell.Id),
        new("Currency", PackCell.Currency), new("Debit", PackCell.Money), new("Credit", PackCell.Money),
        Csv("Trace id", PackCell.Id), Csv("Posting key"), Csv("Rule version", PackCell.Count),
            Csv("Effective at", PackCell.Instant),
        Csv("Booked at", PackCell.Instant), Csv("Reversal of"), Csv("Contract"), Csv("Plan item"), Csv("Milestone"),
        Csv("Invoice id"), Csv("Credit note"), Csv("Receipt"), Csv("Application"), Csv("Provider object"), Csv("Event"),
        Csv("Request"), Csv("Batch"), Csv("Payout item"), Csv("Dispute"), Csv("Hold"), Csv("Reserve"), Csv("Payee"),
        Csv("Bank account"), Csv("Memo"),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var entries = PackBooks.Entries(scope).Where(entry => entry.BookedOn >= scope.FirstDay);
        var rows = from line in scope.Db.Set<JournalLine>().AsNoTracking()
                   join entry in entries on line.EntryId equals entry.Id
                   join invoice in scope.Db.Set<Invoice>() on line.InvoiceId ?? entry.InvoiceId equals (InvoiceId?)invoice.Id
                       into invoices
                   from invoice in invoices.DefaultIfEmpty()
                   where line.LegalEntityId == scope.LegalEntityId && line.BookedOn >= scope.FirstDay
                       && line.BookedOn <= scope.LastDay
                   select new { line, entry, Invoice = invoice == null ? null : invoice.Number };
        var ordered = rows.OrderBy(row => row.entry.BookedOn).ThenByOrdinal(scope.Db, row => row.entry.PostingKey)
            .ThenBy(row => row.line.Number);
        await foreach (var row in ordered.AsAsyncEnumerable().WithCancellation(ct))
            yield return Cells(row.entry, row.line, row.Invoice);
    }

    private static string[] Cells(JournalEntry entry, JournalLine line, string? invoice) =>
    [
        PackText.Of(entry.BookedOn), PackText.Of(entry.Id.Value), PackText.Of(line.Number), PackText.Of((int)line.Account),
        ChartOfAccounts.Of(line.Account).Name, Words.Of(entry.Family), invoice ?? "", line.Currency.Code,
        PackText.Of(Math.Max(line.AmountMinor, 0), line.Currency), PackText.Of(Math.Max(-line.AmountMinor, 0), line.Currency),
        TraceOf(entry, line), entry.PostingKey, PackText.Of(entry.RuleVersion), PackText.Of(entry.EffectiveAt),
        PackText.Of(entry.BookedAt), PackText.Of(entry.ReversalOf?.Value), PackText.Of(entry.ContractId?.Value),
        PackText.Of(entry.PlanItemId?.Value), PackText.Of(entry.MilestoneId?.Value),
        PackText.Of((line.InvoiceId ?? entry.InvoiceId)?.Value), PackText.Of(entry.CreditNoteId?.Value),
        PackText.Of((line.ReceiptId ?? entry.ReceiptId)?.Value), PackText.Of(entry.ApplicationId?.Value),
        entry.ProviderObject ?? "", entry.EventId ?? "", entry.RequestId ?? "",
        PackText.Of((line.BatchId ?? entry.BatchId)?.Value), PackText.Of(entry.PayoutItemId?.Value),
        PackText.Of(entry.DisputeId?.Value), PackText.Of(entry.HoldId?.Value), PackText.Of(entry.ReserveId?.Value),
        PackText.Of(line.PayeeId?.Value), PackText.Of(line.BankAccountId?.Value), entry.Memo ?? "",
    ];

    private static string TraceOf(JournalEntry entry, JournalLine line) => PackText.Of(
        line.InvoiceId?.Value ?? entry.InvoiceId?.Value ?? line.ReceiptId?.Value ?? entry.ReceiptId?.Value
        ?? entry.PayoutItemId?.Value ?? entry.ContractId?.Value);

    private static PackColumn Csv(string name, PackCell cell = PackCell.Text) => new(name, cell, OnlyInCsv: true);
}
