using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger.Owners;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Where the platform is seller of record: each time that work changed hands in the month.</summary>
[Part]
internal sealed class OwnerChangesSection : IPackSection
{
    public int Order => 204;

    public string Code => "owner-changes";

    public string Title => "Changes of owner";

    public string Purpose =>
        "Where the platform is seller of record, the payee's work becomes ours for what we owe the payee and the buyer's for the "
        + "net price; a credit note or a void takes it back. Each change names its event, both owners, the amount and the entry.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Booked on", PackCell.Date), new("Event", PackCell.Text), new("Invoice", PackCell.Id),
        new("Prior owner", PackCell.Text), new("New owner", PackCell.Text), new("Currency", PackCell.Currency),
        new("Amount", PackCell.Money), new("Posting key", PackCell.Text, OnlyInCsv: true),
        new("Entry", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var company = (await PackBooks.CompanyAsync(scope, ct)).Name;
        var buyers = await PackBooks.BuyersAsync(scope, ct);
        var payees = await PackBooks.PayeesAsync(scope, ct);
        var lines = (await PackBooks.LinesAsync(scope, ct)).Where(line => line.BookedOn >= scope.FirstDay);
        var rows = await OwnerChangeRow.Read(scope.Db, PackBooks.Entries(scope), lines).ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.BookedOn).ThenBy(row => row.PostingKey, StringComparer.Ordinal)
            .ThenBy(row => row.Line))
        {
            yield return
            [
                PackText.Of(row.BookedOn), row.Event, row.InvoiceNumber, row.NameOf(row.Change.Prior, company, buyers, payees),
                row.NameOf(row.Change.New, company, buyers, payees), row.Currency.Code,
                PackText.Of(row.Change.Minor, row.Currency), row.PostingKey, PackText.Of(row.Entry.Value),
            ];
        }
    }
}
