using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>What buyers owe at the month's end, from the receivables of the ledger.</summary>
internal sealed record OpenReceivable(Invoice Invoice, string Contract, string Buyer, long Minor)
{
    public static async Task<IReadOnlyList<OpenReceivable>> ReadAsync(CloseScope scope, CancellationToken ct)
    {
        var balances = (await PackBooks.LinesAsync(scope, ct)).Where(line => line.Account == Account.Receivable)
            .GroupBy(line => line.InvoiceId)
            .Select(group => new { Invoice = group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(balance => balance.Minor != 0);
        var rows = await (from balance in balances
                          join invoice in scope.Db.Set<Invoice>().AsNoTracking() on balance.Invoice equals (InvoiceId?)invoice.Id
                          join contract in scope.Db.Set<Contract>() on invoice.ContractId equals contract.Id
                          select new { invoice, contract.Number, balance.Minor }).ToListAsync(ct);
        var buyers = await PackBooks.BuyersAsync(scope, ct);
        return [.. rows.Select(row => new OpenReceivable(row.invoice, row.Number,
                buyers.GetValueOrDefault(row.invoice.BuyerId, ""), row.Minor))
            .OrderBy(row => row.Invoice.Currency).ThenBy(row => row.Invoice.DueOn)
            .ThenBy(row => row.Invoice.Number, StringComparer.Ordinal)];
    }
}

/// <summary>What each buyer owes by age.</summary>
[Part]
internal sealed class InvoiceAgeingSection : IPackSection
{
    public int Order => 300;

    public string Code => "invoice-ageing";

    public string Title => "Invoice ageing";

    public string Purpose =>
        "What each buyer owes on the month's last day, by days since it was due, from the receivables of the "
        + "ledger. The invoices behind each figure stand in the open receivables.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Buyer", PackCell.Text), new("Currency", PackCell.Currency),
        .. Ageing.Buckets.Select(bucket => new PackColumn(Ageing.Words(bucket), PackCell.Money)), new("Open", PackCell.Money),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var open = await OpenReceivable.ReadAsync(scope, ct);
        var groups = open.GroupBy(row => (row.Invoice.Currency, row.Buyer, row.Invoice.BuyerId))
            .OrderBy(group => group.Key.Currency).ThenBy(group => group.Key.Buyer, StringComparer.Ordinal)
            .ThenBy(group => group.Key.BuyerId.ToString(), StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var aged = group.ToLookup(row => Ageing.BucketOf(row.Invoice.DueOn ?? scope.LastDay, scope.LastDay));
            yield return
            [
                group.Key.Buyer, group.Key.Currency.Code,
                .. Ageing.Buckets.Select(bucket => PackText.Of(aged[bucket].Sum(row => row.Minor), group.Key.Currency)),
                PackText.Of(group.Sum(row => row.Minor), group.Key.Currency),
            ];
        }
    }
}

/// <summary>Every invoice that is not paid in full.</summary>
[Part]
internal sealed class OpenReceivablesSection : IPackSection
{
    public int Order => 310;

    public string Code => "open-receivables";

    public string Title => "Open receivables";

    public string Purpose =>
        "Every invoice with money open on the month's last day, the oldest first, from the receivables of the "
        + "ledger. The total ties to account 1200.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Invoice", PackCell.Id), new("Contract", PackCell.Id), new("Buyer", PackCell.Text), new("Issued on", PackCell.Date),
        new("Due on", PackCell.Date), new("Days late", PackCell.Count), new("Currency", PackCell.Currency),
        new("Invoiced", PackCell.Money), new("Open", PackCell.Money), new("Invoice id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (invoice, contract, buyer, minor) in await OpenReceivable.ReadAsync(scope, ct))
        {
            yield return
            [
                invoice.Number ?? "", contract, buyer, PackText.Of(invoice.IssuedOn), PackText.Of(invoice.DueOn),
                PackText.Of(Ageing.DaysLate(invoice.DueOn ?? scope.LastDay, scope.LastDay)), invoice.Currency.Code,
                PackText.Of(invoice.DueMinor, invoice.Currency), PackText.Of(minor, invoice.Currency),
                PackText.Of(invoice.Id.Value),
            ];
        }
    }
}
