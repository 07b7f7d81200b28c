using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Where every amount ends: what the bank says, line by line, and what each line is in the books.</summary>
[Part]
internal sealed class BankLinesSection : IPackSection
{
    public int Order => 342;

    public string Code => "bank-lines";

    public string Title => "Bank lines";

    public string Purpose =>
        "Every line that a bank booked in the month on an account of the company, from the statements taken in until the "
        + "signature, money in positive: what it was taken for, and the payment or payout that it is. The CSV names the file "
        + "with the hash of its bytes; posting keys of the ledger export end with the line key.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Account", PackCell.Text), new("Booked on", PackCell.Date), new("Bank reference", PackCell.Text),
        new("Other side", PackCell.Text), new("Remittance", PackCell.Text), new("Currency", PackCell.Currency),
        new("Amount", PackCell.Money), new("What it is", PackCell.Text), new("Payment", PackCell.Id),
        new("Payout", PackCell.Id), new("Value date", PackCell.Date, OnlyInCsv: true),
        new("Rule", PackCell.Text, OnlyInCsv: true), new("End-to-end id", PackCell.Text, OnlyInCsv: true),
        new("Bank line", PackCell.Text, OnlyInCsv: true), new("Line key", PackCell.Text, OnlyInCsv: true),
        new("Entry", PackCell.Text, OnlyInCsv: true), new("Bank account", PackCell.Text, OnlyInCsv: true),
        new("File", PackCell.Text, OnlyInCsv: true), new("File SHA-256", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = await (from line in scope.Db.Set<BankLine>().AsNoTracking()
                          join file in scope.Db.Set<BankFile>().AsNoTracking() on line.FileId equals file.Id
                          join account in scope.Db.Set<TreasuryAccount>() on line.BankAccountId equals account.Id
                          join entry in scope.Db.Set<JournalEntry>() on line.EntryId equals (EntryId?)entry.Id into entries
                          from entry in entries.DefaultIfEmpty()
                          join receipt in scope.Db.Set<Receipt>() on line.ReceiptId equals (ReceiptId?)receipt.Id into receipts
                          from receipt in receipts.DefaultIfEmpty()
                          join payout in scope.Db.Set<PayoutItem>() on line.PayoutItemId equals (PayoutItemId?)payout.Id
                              into payouts
                          from payout in payouts.DefaultIfEmpty()
                          where line.LegalEntityId == scope.LegalEntityId && line.BookedOn >= scope.FirstDay
                              && line.BookedOn <= scope.LastDay && file.TakenAt <= scope.Now
                          select new Row(line, file.Name, file.Hash, account.Name,
                              entry == null ? null : (Instant?)entry.BookedAt,
                              receipt == null ? null : receipt.ProviderReference, payout == null ? null : payout.Key))
            .ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.Account, StringComparer.Ordinal).ThenBy(row => row.Line.BookedOn)
            .ThenBy(row => row.Line.Identity, StringComparer.Ordinal))
            yield return Cells(row, scope.Now);
    }

    private static string[] Cells(Row row, Instant now)
    {
        var line = row.Line;
        // What nobody had decided at the signature stays undecided in this version.
        var isDecided = line.Standing == LineStanding.Posted && !(row.EntryAt > now);
        return
        [
            row.Account, PackText.Of(line.BookedOn), line.BankReference ?? "", line.PartyName ?? "",
            PackText.Masked(line.Remittance ?? line.StructuredReference ?? ""), line.Currency.Code,
            PackText.Of(line.AmountMinor, line.Currency), isDecided ? LineClasses.Of(line.Class).Words : "Not decided",
            row.Payment ?? "", isDecided ? row.Payout ?? "" : "", PackText.Of(line.ValueOn), isDecided ? line.Rule : "",
            line.EndToEndId ?? "", PackText.Of(line.Id.Value), line.Identity,
            isDecided ? PackText.Of(line.EntryId?.Value) : "", PackText.Of(line.BankAccountId.Value), row.File, row.Hash,
        ];
    }

    private sealed record Row(
        BankLine Line, string File, string Hash, string Account, Instant? EntryAt, string? Payment, string? Payout);
}
