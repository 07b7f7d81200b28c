using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every line of every entry of the month with all references that it carries.</summary>
[Part]
internal sealed class LedgerExportSection(IDbContextFactory<OpsDbContext> contexts) : IPackSection
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

    // Entries and lines come in one order from two questions: joined, each entry would be sorted and read once for each line.
    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var beside = await contexts.CreateDbContextAsync(ct);
        await using var lines = Lines(scope, beside).GetAsyncEnumerator(ct);
        var isThere = await lines.MoveNextAsync();
        await foreach (var entry in Entries(scope, scope.Db).AsAsyncEnumerable().WithCancellation(ct))
        {
            var shared = new EntryCells(entry);
            for (; isThere && lines.Current.EntryId == entry.Id; isThere = await lines.MoveNextAsync())
                yield return shared.With(lines.Current);
        }

        if (isThere)
            throw new InvalidOperationException($"The ledger changed while it was read: {lines.Current.EntryId} came late.");
    }

    private static IOrderedQueryable<JournalEntry> Entries(CloseScope scope, OpsDbContext db) =>
        PackBooks.Entries(scope, db).Where(entry => entry.BookedOn >= scope.FirstDay)
            .OrderBy(entry => entry.BookedOn).ThenByOrdinal(db, entry => entry.PostingKey);

    private static IAsyncEnumerable<LineCells> Lines(CloseScope scope, OpsDbContext db)
    {
        var rows = from line in db.Set<JournalLine>().AsNoTracking()
                   join entry in PackBooks.Entries(scope, db) on line.EntryId equals entry.Id
                   join invoice in db.Set<Invoice>() on line.InvoiceId ?? entry.InvoiceId equals (InvoiceId?)invoice.Id
                       into invoices
                   from invoice in invoices.DefaultIfEmpty()
                   where line.LegalEntityId == scope.LegalEntityId && line.BookedOn >= scope.FirstDay
                       && line.BookedOn <= scope.LastDay
                   select new { line, entry, Invoice = invoice == null ? null : invoice.Number };
        return rows.OrderBy(row => row.entry.BookedOn).ThenByOrdinal(db, row => row.entry.PostingKey)
            .ThenBy(row => row.line.Number)
            .Select(row => new LineCells(row.line.EntryId, row.line.Number, row.line.Account, row.line.Currency,
                row.line.AmountMinor, row.Invoice, row.line.InvoiceId, row.line.ReceiptId, row.line.BatchId, row.line.PayeeId,
                row.line.BankAccountId))
            .AsAsyncEnumerable();
    }

    private static PackColumn Csv(string name, PackCell cell = PackCell.Text) => new(name, cell, OnlyInCsv: true);

    private sealed record LineCells(
        EntryId EntryId, int Number, Account Account, Currency Currency, long AmountMinor, string? Invoice, InvoiceId? InvoiceId,
        ReceiptId? ReceiptId, BatchId? BatchId, PayeeId? PayeeId, BankAccountId? BankAccountId);

    /// <summary>What all lines of an entry have in common, written once.</summary>
    private sealed class EntryCells(JournalEntry entry)
    {
        private readonly string bookedOn = PackText.Of(entry.BookedOn);
        private readonly string id = PackText.Of(entry.Id.Value);
        private readonly string family = Words.Of(entry.Family);
        private readonly string rule = PackText.Of(entry.RuleVersion);
        private readonly string effectiveAt = PackText.Of(entry.EffectiveAt);
        private readonly string bookedAt = PackText.Of(entry.BookedAt);
        private readonly string reversal = PackText.Of(entry.ReversalOf?.Value);
        private readonly string contract = PackText.Of(entry.ContractId?.Value);
        private readonly string planItem = PackText.Of(entry.PlanItemId?.Value);
        private readonly string milestone = PackText.Of(entry.MilestoneId?.Value);
        private readonly string creditNote = PackText.Of(entry.CreditNoteId?.Value);
        private readonly string application = PackText.Of(entry.ApplicationId?.Value);
        private readonly string payoutItem = PackText.Of(entry.PayoutItemId?.Value);
        private readonly string dispute = PackText.Of(entry.DisputeId?.Value);
        private readonly string hold = PackText.Of(entry.HoldId?.Value);
        private readonly string reserve = PackText.Of(entry.ReserveId?.Value);

        public string[] With(LineCells line) =>
        [
            bookedOn, id, PackText.Of(line.Number), PackText.Of((int)line.Account), ChartOfAccounts.Of(line.Account).Name, family,
            line.Invoice ?? "", line.Currency.Code, PackText.Of(Math.Max(line.AmountMinor, 0), line.Currency),
            PackText.Of(Math.Max(-line.AmountMinor, 0), line.Currency), TraceOf(line), entry.PostingKey, rule, effectiveAt,
            bookedAt, reversal, contract, planItem, milestone, PackText.Of((line.InvoiceId ?? entry.InvoiceId)?.Value),
            creditNote, PackText.Of((line.ReceiptId ?? entry.ReceiptId)?.Value), application, entry.ProviderObject ?? "",
            entry.EventId ?? "", entry.RequestId ?? "", PackText.Of((line.BatchId ?? entry.BatchId)?.Value), payoutItem, dispute,
            hold, reserve, PackText.Of(line.PayeeId?.Value), PackText.Of(line.BankAccountId?.Value), entry.Memo ?? "",
        ];

        private string TraceOf(LineCells line) => PackText.Of(
            line.InvoiceId?.Value ?? entry.InvoiceId?.Value ?? line.ReceiptId?.Value ?? entry.ReceiptId?.Value
            ?? entry.PayoutItemId?.Value ?? entry.ContractId?.Value);
    }
}
