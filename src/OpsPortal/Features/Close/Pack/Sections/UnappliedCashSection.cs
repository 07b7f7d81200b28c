using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Money that came in and belongs to no invoice yet.</summary>
[Part]
internal sealed class UnappliedCashSection : IPackSection
{
    public int Order => 320;

    public string Code => "unapplied-cash";

    public string Title => "Unapplied cash";

    public string Purpose =>
        "Every payment with money that was applied to no invoice by the month's last day, from account 2600 of the "
        + "ledger, with its age. The total ties to account 2600.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Payment", PackCell.Id), new("Received at", PackCell.Instant), new("Rail", PackCell.Text),
        new("Payer", PackCell.Text), new("Remittance", PackCell.Text), new("Days held", PackCell.Count),
        new("Currency", PackCell.Currency), new("Received", PackCell.Money), new("Unapplied", PackCell.Money),
        new("Receipt id", PackCell.Id, OnlyInCsv: true), new("Provider", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var zone = (await PackBooks.CompanyAsync(scope, ct)).Zone;
        var balances = (await PackBooks.LinesAsync(scope, ct)).Where(line => line.Account == Account.UnappliedCash)
            .GroupBy(line => line.ReceiptId)
            .Select(group => new { Receipt = group.Key, Minor = -group.Sum(line => line.AmountMinor) })
            .Where(balance => balance.Minor != 0);
        var rows = await (from balance in balances
                          join receipt in scope.Db.Set<Receipt>().AsNoTracking() on balance.Receipt equals (ReceiptId?)receipt.Id
                          select new { receipt, balance.Minor }).ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.receipt.Currency).ThenBy(row => row.receipt.ReceivedAt)
            .ThenBy(row => row.receipt.ProviderReference, StringComparer.Ordinal))
        {
            var receipt = row.receipt;
            var held = NodaTime.Period.DaysBetween(receipt.ReceivedAt.InZone(zone).Date, scope.LastDay);
            yield return
            [
                receipt.ProviderReference, PackText.Of(receipt.ReceivedAt), Rails.Of(receipt.Rail).Name, receipt.PayerName ?? "",
                PackText.Masked(receipt.Remittance ?? ""), PackText.Of(Math.Max(0, held)), receipt.Currency.Code,
                PackText.Of(receipt.AmountMinor, receipt.Currency), PackText.Of(row.Minor, receipt.Currency),
                PackText.Of(receipt.Id.Value), receipt.Provider,
            ];
        }
    }
}
