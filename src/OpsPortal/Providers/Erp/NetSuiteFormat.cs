using System.Globalization;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>NetSuite's CSV import of journal entries: the header fields stand on each line, lines of one external id are one
/// entry. Without an exchange rate NetSuite takes its own of the day.</summary>
[Part]
internal sealed class NetSuiteFormat : IErpFormat
{
    public static readonly IReadOnlyList<ErpColumn> Columns =
    [
        new("External ID", row => row.Document.ExternalId),
        new("Date", row => ErpText.UsDay(row.Document.PostedOn)),
        new("Posting Period", row => row.Document.PostedOn.ToString("MMM uuuu", CultureInfo.InvariantCulture)),
        new("Subsidiary", row => row.Sheet.Chart.Company),
        new("Currency", row => row.Document.Currency.Code),
        new("Exchange Rate", _ => ""),
        new("Memo", row => ErpText.Cut($"{row.Document.Text}: {row.Document.Reference}", row.Sheet.Target.HeadLength)),
        new("Account", row => row.Account.Code),
        new("Debit", row => row.Debit),
        new("Credit", row => row.Credit),
        new("Line Memo", row => ErpText.Cut(row.Line.Text, row.Sheet.Target.TextLength)),
        new("Department", row => row.Account.Department),
    ];

    public ErpTarget Target => ErpTarget.NetSuite;

    public IEnumerable<MadeFile> Write(ErpSheet sheet) => ErpTable.Write(sheet, Columns);
}
