using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>The money that came in, payment by payment.</summary>
[Part]
internal sealed class PaymentsReceivedSection : IPackSection
{
    public int Order => 340;

    public string Code => "payments-received";

    public string Title => "Payments received";

    public string Purpose =>
        "Every payment that an entry of the month names or whose money still stands at its end: by which way and from whom it "
        + "came, the provider's fee booked on it in the month, and since when the money is ours to use. What each pays stands in "
        + "the cash applications, the bank's line of it in the bank lines.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Payment", PackCell.Id), new("Received at", PackCell.Instant), new("From", PackCell.Text),
        new("Rail", PackCell.Text), new("Payer", PackCell.Text), new("Names invoice", PackCell.Text),
        new("Currency", PackCell.Currency), new("Amount", PackCell.Money), new("Fee in the month", PackCell.Money),
        new("Available at", PackCell.Instant), new("Receipt id", PackCell.Id, OnlyInCsv: true),
        new("Bank reference", PackCell.Text, OnlyInCsv: true), new("End-to-end id", PackCell.Text, OnlyInCsv: true),
        new("Bank line", PackCell.Text, OnlyInCsv: true), new("Payer wrote", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var charged = PackBooks.Entries(scope).Where(entry => entry.BookedOn >= scope.FirstDay && entry.ReceiptId != null
            && entry.Family == EventFamily.ProviderFeeCharged);
        var fees = (await (from line in scope.Db.Set<JournalLine>()
                           join entry in charged on line.EntryId equals entry.Id
                           where line.Account == Account.ProviderAndBankFees
                           group line by entry.ReceiptId into receipt
                           select new { receipt.Key, Minor = receipt.Sum(line => line.AmountMinor) }).ToListAsync(ct))
            .ToDictionary(row => row.Key!.Value, row => row.Minor);
        var receipts = await (await PackSubjects.ReceiptsAsync(scope, ct)).AsNoTracking().ToListAsync(ct);
        foreach (var receipt in receipts.OrderBy(receipt => receipt.ReceivedAt)
            .ThenBy(receipt => receipt.ProviderReference, StringComparer.Ordinal))
            yield return
            [
                receipt.ProviderReference, PackText.Of(receipt.ReceivedAt),
                receipt.BankLineId is null ? receipt.Provider : "Bank", Rails.Of(receipt.Rail).Name,
                receipt.PayerName ?? "", receipt.InvoiceNumber ?? "",
                receipt.Currency.Code, PackText.Of(receipt.AmountMinor, receipt.Currency),
                PackText.Of(fees.GetValueOrDefault(receipt.Id), receipt.Currency),
                receipt.AvailableAt <= scope.Now ? PackText.Of(receipt.AvailableAt) : "", PackText.Of(receipt.Id.Value),
                receipt.BankReference ?? "", receipt.EndToEndId ?? "", PackText.Of(receipt.BankLineId?.Value),
                PackText.Masked(receipt.Remittance ?? ""),
            ];
    }
}

/// <summary>Which payment paid which invoice, and who or what decided so.</summary>
[Part]
internal sealed class CashApplicationsSection : IPackSection
{
    public int Order => 341;

    public string Code => "cash-applications";

    public string Title => "Cash applications";

    public string Purpose =>
        "Which payment paid which invoice until the signature, by which rule or person, and what was taken back. Nothing is "
        + "deleted: an application that was taken back stays with its reason.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Payment", PackCell.Id), new("Invoice", PackCell.Id), new("Applied at", PackCell.Instant), new("How", PackCell.Text),
        new("By", PackCell.Text), new("Why", PackCell.Text), new("Currency", PackCell.Currency), new("Amount", PackCell.Money),
        new("Taken back at", PackCell.Instant), new("Taken back because", PackCell.Text),
        new("Application", PackCell.Id, OnlyInCsv: true), new("Receipt id", PackCell.Id, OnlyInCsv: true),
        new("Invoice id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var people = await PackBooks.PeopleAsync(scope, ct);
        var rows = await (from receipt in await PackSubjects.ReceiptsAsync(scope, ct)
                          join one in scope.Db.Set<Application>().AsNoTracking() on receipt.Id equals one.ReceiptId
                          join invoice in scope.Db.Set<Invoice>() on one.InvoiceId equals invoice.Id
                          where one.AppliedAt <= scope.Now
                          select new { one, receipt.ProviderReference, receipt.Currency, invoice.Number }).ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.one.AppliedAt)
            .ThenBy(row => row.ProviderReference, StringComparer.Ordinal).ThenBy(row => row.Number, StringComparer.Ordinal)
            .ThenBy(row => row.one.Id.ToString(), StringComparer.Ordinal))
        {
            var isBack = row.one.ReversedAt <= scope.Now;
            yield return
            [
                row.ProviderReference, row.Number ?? "", PackText.Of(row.one.AppliedAt), Words.Of(row.one.Rule),
                row.one.AppliedBy is { } by ? people.GetValueOrDefault(by, "") : "A rule", row.one.Reason ?? "",
                row.Currency.Code, PackText.Of(row.one.AmountMinor, row.Currency),
                isBack ? PackText.Of(row.one.ReversedAt) : "", isBack ? row.one.ReversalReason ?? "" : "",
                PackText.Of(row.one.Id.Value), PackText.Of(row.one.ReceiptId.Value), PackText.Of(row.one.InvoiceId.Value),
            ];
        }
    }
}

/// <summary>The objections of payers that moved money in the month or still hold it.</summary>
[Part]
internal sealed class DisputesSection : IPackSection
{
    public int Order => 343;

    public string Code => "disputes";

    public string Title => "Disputes";

    public string Purpose =>
        "Every formal dispute with an entry in the month, or still undecided at its end: the payment that it is about, the "
        + "payer's reason, and the last step that was booked. Undecided, its amount stands in account 1260.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Dispute", PackCell.Text), new("Payment", PackCell.Id), new("Opened at", PackCell.Instant),
        new("Reason", PackCell.Text), new("Answer due", PackCell.Instant), new("Currency", PackCell.Currency),
        new("Amount", PackCell.Money), new("Last step booked", PackCell.Text), new("Booked on", PackCell.Date),
        new("Dispute id", PackCell.Text, OnlyInCsv: true), new("Receipt id", PackCell.Id, OnlyInCsv: true),
        new("Provider's reason code", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var steps = (await PackBooks.Entries(scope).Where(entry => entry.DisputeId != null)
                .Select(entry => new { entry.DisputeId, entry.Family, entry.BookedOn, entry.BookedAt, entry.PostingKey })
                .ToListAsync(ct))
            .GroupBy(step => step.DisputeId!.Value).ToDictionary(group => group.Key,
                group => group.Where(step => step.Family is EventFamily.DisputeOpened or EventFamily.DisputeWon
                        or EventFamily.DisputeLost or EventFamily.DisputeWonAfterLoss).OrderBy(step => step.BookedAt)
                    .ThenBy(step => step.PostingKey, StringComparer.Ordinal).LastOrDefault() ?? group.First());
        var ids = steps.Where(step => step.Value.BookedOn >= scope.FirstDay || step.Value.Family == EventFamily.DisputeOpened)
            .Select(step => step.Key).ToList();
        var rows = await (from dispute in scope.Db.Set<DisputeCase>().AsNoTracking()
                          join receipt in scope.Db.Set<Receipt>() on dispute.ReceiptId equals receipt.Id
                          where ids.Contains(dispute.Id)
                          select new { dispute, receipt.ProviderReference }).ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.dispute.OpenedAt)
            .ThenBy(row => row.dispute.ProviderReference, StringComparer.Ordinal))
        {
            var (dispute, last) = (row.dispute, steps[row.dispute.Id]);
            yield return
            [
                dispute.ProviderReference, row.ProviderReference, PackText.Of(dispute.OpenedAt),
                DisputeReasons.Of(dispute.Reason),
                PackText.Of(dispute.DueBy), dispute.Currency.Code, PackText.Of(dispute.AmountMinor, dispute.Currency),
                Words.Of(last.Family), PackText.Of(last.BookedOn), PackText.Of(dispute.Id.Value),
                PackText.Of(dispute.ReceiptId.Value), dispute.Reason ?? "",
            ];
        }
    }
}
