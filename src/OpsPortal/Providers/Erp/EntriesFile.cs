using System.Globalization;
using System.Text;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Providers.Erp;

/// <summary>The side file of every handover: which entries stand behind each external id, with the references by which each is
/// traced.</summary>
internal static class EntriesFile
{
    private static readonly string[] Names =
    [
        "external_id", "entry", "posting_key", "booked_on", "event", "currency", "amount", "contract", "invoice", "payment",
        "provider_object", "batch", "payout_item",
    ];

    public static MadeFile Write(ErpSheet sheet)
    {
        var text = new StringBuilder();
        ErpText.Row(text, Names);
        foreach (var document in sheet.Documents)
        foreach (var entry in document.Covers)
            ErpText.Row(text, Cells(document.ExternalId, entry));
        return new MadeFile($"{sheet.Name}-entries.csv", ErpText.Bytes(text));
    }

    private static string[] Cells(string externalId, JournalEntry entry) =>
    [
        externalId, entry.Id.ToString(), entry.PostingKey, ErpText.IsoDay(entry.BookedOn), PostingRules.Of(entry.Family).Name,
        entry.Lines[0].Currency.Code,
        new Money(entry.Lines.Where(line => line.AmountMinor > 0).Sum(line => line.AmountMinor), entry.Lines[0].Currency)
            .ToDecimalString(),
        Id(entry.ContractId?.Value), Id(entry.InvoiceId?.Value), Id(entry.ReceiptId?.Value), entry.ProviderObject ?? "",
        Id(entry.BatchId?.Value), Id(entry.PayoutItemId?.Value),
    ];

    private static string Id(Guid? id) => id?.ToString("D", CultureInfo.InvariantCulture) ?? "";
}
