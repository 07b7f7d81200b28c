using System.Globalization;
using System.Text.Json;
using OpsPortal.Api;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Providers.Erp;

/// <summary>A table for any other system: our account beside its own.</summary>
[Part]
internal sealed class GenericCsvFormat : IErpFormat
{
    public static readonly IReadOnlyList<ErpColumn> Columns =
    [
        new("external_id", row => row.Document.ExternalId),
        new("company", row => row.Sheet.Chart.Company),
        new("posted_on", row => ErpText.IsoDay(row.Document.PostedOn)),
        new("currency", row => row.Document.Currency.Code),
        new("account", row => ((int)row.Line.Account).ToString(CultureInfo.InvariantCulture)),
        new("erp_account", row => row.Account.Code),
        new("department", row => row.Account.Department),
        new("debit", row => row.Debit),
        new("credit", row => row.Credit),
        new("text", row => ErpText.Cut(row.Line.Text, row.Sheet.Target.TextLength)),
        new("document_text", row => ErpText.Cut(row.Document.Text, row.Sheet.Target.HeadLength)),
    ];

    public ErpTarget Target => ErpTarget.GenericCsv;

    public IEnumerable<MadeFile> Write(ErpSheet sheet) => ErpTable.Write(sheet, Columns);
}

/// <summary>The same as JSON, money as our API writes it.</summary>
[Part]
internal sealed class GenericJsonFormat : IErpFormat
{
    private sealed record LineJson(
        int Account, string ErpAccount, string? Department, MoneyJson? Debit, MoneyJson? Credit, string Text);

    private sealed record DocumentJson(
        string ExternalId, string Company, LocalDate PostedOn, string Currency, string Text, IReadOnlyList<LineJson> Lines,
        IReadOnlyList<Guid> Entries);

    public ErpTarget Target => ErpTarget.GenericJson;

    public IEnumerable<MadeFile> Write(ErpSheet sheet) =>
    [
        new($"{sheet.Name}.json", JsonSerializer.SerializeToUtf8Bytes(
            sheet.Documents.Select(document => Of(sheet, document)), ApiJson.Options)),
    ];

    private static DocumentJson Of(ErpSheet sheet, JournalDocument document) => new(
        document.ExternalId, sheet.Chart.Company, document.PostedOn, document.Currency.Code, document.Text,
        [.. document.Lines.Select(line => Of(new ErpRow(sheet, document, line)))],
        [.. document.Covers.Select(entry => entry.Id.Value)]);

    private static LineJson Of(ErpRow row) => new(
        (int)row.Line.Account, row.Account.Code, row.Account.Department is { Length: > 0 } department ? department : null,
        Amount(row.Line.DebitMinor, row), Amount(row.Line.CreditMinor, row), row.Line.Text);

    private static MoneyJson? Amount(long minor, ErpRow row) => minor == 0 ? null : MoneyJson.Of(minor, row.Document.Currency);
}
