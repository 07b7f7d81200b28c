using System.Globalization;
using System.Text;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>SAP S/4HANA's upload of general journal entries: for each document a numbered block with its header and its line
/// items, each under the names of its fields. The lengths of the fields stand behind their names.</summary>
[Part]
internal sealed class SapFormat : IErpFormat
{
    private const int HeadRows = 6;

    public static readonly IReadOnlyList<ErpColumn> Header =
    [
        new("Company Code (4)", row => row.Sheet.Chart.Company),
        new("Journal Entry Type (2)", row => row.Sheet.Chart.EntryType),
        new("Journal Entry Date", row => ErpText.IsoDay(row.Document.PostedOn)),
        new("Posting Date", row => ErpText.IsoDay(row.Document.PostedOn)),
        new("Document Header Text (25)", row => ErpText.Cut(row.Document.Text, row.Sheet.Target.HeadLength)),
        new("Reference Document Number (16)", row => row.Document.ExternalId),
        new("Transaction Currency (5)", row => row.Document.Currency.Code),
    ];

    public static readonly IReadOnlyList<ErpColumn> Items =
    [
        new("Company Code (4)", row => row.Sheet.Chart.Company),
        new("G/L Account (10)", row => row.Account.Code),
        new("Item Text (50)", row => ErpText.Cut(row.Line.Text, row.Sheet.Target.TextLength)),
        new("Debit", row => row.Debit),
        new("Credit", row => row.Credit),
        new("Profit Center (10)", row => row.Account.Department),
    ];

    public ErpTarget Target => ErpTarget.Sap;

    public IEnumerable<MadeFile> Write(ErpSheet sheet)
    {
        var parts = ErpText.Parts(sheet.Documents, sheet.Target.FileRows, document => document.Lines.Count + HeadRows).ToList();
        return parts.Select((part, at) =>
            new MadeFile(ErpText.Name(sheet.Name, at + 1, parts.Count, "csv"), Bytes(sheet, part)));
    }

    private static byte[] Bytes(ErpSheet sheet, IReadOnlyList<JournalDocument> documents)
    {
        var text = new StringBuilder();
        foreach (var (document, at) in documents.Select((document, at) => (document, at)))
        {
            var rows = document.Lines.Select(line => new ErpRow(sheet, document, line)).ToList();
            ErpText.Row(text, [(at + 1).ToString(CultureInfo.InvariantCulture), "Header"]);
            ErpText.Row(text, Header.Select(column => column.Name).Prepend(""));
            ErpText.Row(text, Header.Select(column => column.Text(rows[0])).Prepend(""));
            ErpText.Row(text, ["", "Line Items"]);
            ErpText.Row(text, Items.Select(column => column.Name).Prepend(""));
            foreach (var row in rows)
                ErpText.Row(text, Items.Select(column => column.Text(row)).Prepend(""));
            text.Append("\r\n");
        }

        return ErpText.Bytes(text);
    }
}
