using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every payout that moved in the month: batch, who approved it, and how far it was settled.</summary>
[Part]
internal sealed class PayoutBatchesSection : IPackSection
{
    public int Order => 400;

    public string Code => "payout-batches";

    public string Title => "Payout batches and settlement";

    public string Purpose =>
        "Every payout with an entry in the month: its batch, the people who approved the batch's content, the invoices "
        + "whose money it pays out, and the last step that was booked by the month's end. State and amounts follow from the "
        + "entries, not from later news.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Batch", PackCell.Id), new("Value date", PackCell.Date), new("Payee", PackCell.Text), new("Account", PackCell.Text),
        new("Currency", PackCell.Currency), new("Amount", PackCell.Money), new("Last step booked", PackCell.Text),
        new("Booked on", PackCell.Date), new("Approved by", PackCell.Text), new("Payout item", PackCell.Id, OnlyInCsv: true),
        new("Payout key", PackCell.Id, OnlyInCsv: true), new("Provider object", PackCell.Text, OnlyInCsv: true),
        new("Content hash", PackCell.Text, OnlyInCsv: true), new("Decision", PackCell.Text, OnlyInCsv: true),
        new("Pays", PackCell.Text), new("Batch id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var entries = (await PackBooks.Entries(scope)
            .Where(entry => entry.PayoutItemId != null && entry.BookedOn >= scope.FirstDay)
            .Select(entry => new { entry.PayoutItemId, entry.Family, entry.BookedOn, entry.BookedAt, entry.PostingKey,
                entry.ProviderObject })
            .ToListAsync(ct)).ToLookup(entry => entry.PayoutItemId!.Value);
        var ids = entries.Select(group => group.Key).ToList();
        var batches = await Batches.Whole(scope.Db).AsNoTrackingWithIdentityResolution()
            .Where(batch => batch.LegalEntityId == scope.LegalEntityId && batch.Items.Any(item => ids.Contains(item.Id)))
            .ToListAsync(ct);
        foreach (var batch in batches.OrderBy(batch => batch.Number, StringComparer.Ordinal))
        {
            var approved = string.Join("; ", batch.CountingApprovals.Where(approval => approval.ApprovedAt <= scope.Now)
                .OrderBy(approval => approval.ApprovedAt).ThenBy(approval => approval.PersonName, StringComparer.Ordinal)
                .Select(approval => $"{approval.PersonName} ({approval.Roles}) {PackText.Of(approval.ApprovedAt)}"));
            foreach (var item in batch.Items.Where(item => entries.Contains(item.Id))
                .OrderBy(item => item.PayeeName, StringComparer.Ordinal).ThenBy(item => item.Key, StringComparer.Ordinal))
            {
                var last = entries[item.Id].OrderBy(entry => entry.BookedAt)
                    .ThenBy(entry => entry.PostingKey, StringComparer.Ordinal).Last();
                yield return
                [
                    batch.Number, PackText.Of(batch.ValueDate), item.PayeeName, item.AccountMasked, item.Currency.Code,
                    PackText.Of(item.AmountMinor, item.Currency), Words.Of(last.Family), PackText.Of(last.BookedOn), approved,
                    PackText.Of(item.Id.Value), item.Key, last.ProviderObject ?? "", batch.ContentHash ?? "",
                    PackText.Of(item.DecisionId?.Value),
                    string.Join("; ", item.Sources.OrderBy(source => source.Line).Select(source =>
                        $"{source.InvoiceNumber} {PackText.Of(source.AmountMinor, item.Currency)}")),
                    PackText.Of(batch.Id.Value),
                ];
            }
        }
    }
}

/// <summary>Payees' money that stayed with us at the month's end, and why.</summary>
[Part]
internal sealed class UnreleasedPayoutsSection : IPackSection
{
    private static readonly Account[] Places =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    public int Order => 410;

    public string Code => "unreleased-payouts";

    public string Title => "Unreleased payouts";

    public string Purpose =>
        "Payees' money that had not been released by the month's last day, by invoice and payment, from accounts "
        + "2110, 2120, 2200 and 2510 of the ledger. The reasons are those of the last release decision before the "
        + "signature.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Payee", PackCell.Text), new("Invoice", PackCell.Id), new("Payment", PackCell.Id),
        new("Where it sits", PackCell.Text),
        new("Currency", PackCell.Currency), new("Amount", PackCell.Money), new("Why it was not released", PackCell.Text),
        new("Decision", PackCell.Id, OnlyInCsv: true), new("Payee id", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var balances = (await PackBooks.LinesAsync(scope, ct))
            .Where(line => Places.Contains(line.Account) && line.PayeeId != null)
            .GroupBy(line => new { line.PayeeId, line.InvoiceId, line.ReceiptId, line.Account, line.Currency })
            .Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) }).Where(row => row.Minor != 0);
        var rows = await (from held in balances
                          join invoice in scope.Db.Set<Invoice>() on held.Key.InvoiceId equals (InvoiceId?)invoice.Id
                              into invoices
                          from invoice in invoices.DefaultIfEmpty()
                          join receipt in scope.Db.Set<Domain.Cash.Receipt>() on held.Key.ReceiptId equals (ReceiptId?)receipt.Id
                              into receipts
                          from receipt in receipts.DefaultIfEmpty()
                          select new { held.Key, held.Minor, Invoice = invoice == null ? null : invoice.Number,
                              Receipt = receipt == null ? null : receipt.ProviderReference }).ToListAsync(ct);
        var payees = await PackBooks.PayeesAsync(scope, ct);
        string NameOf(PayeeId? payee) => payees.GetValueOrDefault(payee!.Value, "");
        var decisions = await DecisionsAsync(scope, ct);
        foreach (var row in rows.OrderBy(row => row.Key.Currency).ThenBy(row => NameOf(row.Key.PayeeId), StringComparer.Ordinal)
            .ThenBy(row => row.Invoice, StringComparer.Ordinal).ThenBy(row => row.Receipt, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Account).ThenBy(row => row.Key.PayeeId.ToString(), StringComparer.Ordinal))
        {
            var decision = row.Key.InvoiceId is { } invoice ? decisions.GetValueOrDefault((invoice, row.Key.PayeeId!.Value))
                : null;
            yield return
            [
                NameOf(row.Key.PayeeId), row.Invoice ?? "", row.Receipt ?? "", ChartOfAccounts.Of(row.Key.Account).Name,
                row.Key.Currency.Code, PackText.Of(row.Minor, row.Key.Currency), Why(row.Key.Account, decision),
                PackText.Of(decision?.Id.Value), PackText.Of(row.Key.PayeeId?.Value),
            ];
        }
    }

    private static async Task<Dictionary<(InvoiceId, PayeeId),
        DecisionRecord>> DecisionsAsync(CloseScope scope, CancellationToken ct)
    {
        var last = new Dictionary<(InvoiceId, PayeeId), DecisionRecord>();
        var all = scope.Db.Set<DecisionRecord>().AsNoTracking()
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.DecidedAt <= scope.Now).OrderBy(one => one.DecidedAt);
        await foreach (var one in all.AsAsyncEnumerable().WithCancellation(ct))
        {
            var key = (one.InvoiceId, one.PayeeId);
            if (!last.TryGetValue(key, out var before) || before.DecidedAt < one.DecidedAt
                || string.CompareOrdinal(before.Id.ToString(), one.Id.ToString()) < 0)
                last[key] = one;
        }

        return last;
    }

    private static string Why(Account account, DecisionRecord? decision)
    {
        var place = account switch
        {
            Account.HeldPending => "The payment had not settled. ",
            Account.RiskReserves => "Kept as a reserve: see the disputes of this payment. ",
            Account.BlockedByCompliance => "Blocked by compliance. ",
            _ => "",
        };
        var blocking = decision?.Conditions.Where(one => one.Blocks).Select(one => one.Words).ToList() ?? [];
        if (blocking.Count > 0)
            return place + string.Join(" ", blocking);
        return place.Length > 0 ? place.Trim() : decision is null ? "Not asked for release yet."
            : "Eligible, in no released batch.";
    }
}
