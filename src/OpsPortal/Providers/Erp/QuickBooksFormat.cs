using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>QuickBooks Online's import of journal entries: accounts by name, one thousand rows a file, lines of one journal
/// number are one entry.</summary>
[Part]
internal sealed class QuickBooksFormat : IErpFormat
{
    public static readonly IReadOnlyList<ErpColumn> Columns =
    [
        new("Journal No.", row => row.Document.ExternalId),
        new("Journal Date", row => ErpText.UsDay(row.Document.PostedOn)),
        new("Currency", row => row.Document.Currency.Code),
        new("Memo", row => ErpText.Cut($"{row.Document.Text}: {row.Document.Reference}", row.Sheet.Target.HeadLength)),
        new("Account Name", row => row.Account.Code),
        new("Debits", row => row.Debit),
        new("Credits", row => row.Credit),
        new("Description", row => ErpText.Cut(row.Line.Text, row.Sheet.Target.TextLength)),
        new("Name", _ => ""),
        new("Class", row => row.Account.Department),
    ];

    public ErpTarget Target => ErpTarget.QuickBooks;

    public IEnumerable<MadeFile> Write(ErpSheet sheet) => ErpTable.Write(sheet, Columns);
}
