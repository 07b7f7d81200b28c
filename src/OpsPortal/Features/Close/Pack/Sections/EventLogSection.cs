using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every event that providers and banks sent in the month.</summary>
[Part]
internal sealed class EventLogSection : IPackSection
{
    public int Order => 800;

    public string Code => "event-log";

    public string Title => "Event log";

    public string Purpose =>
        "Every event received in the month, in its order, with whether it was handled when the close was signed, "
        + "and the hash of its body, so that the kept original can be compared. The trace id is given where the "
        + "event moved money.";

    public bool InWorkbook => false;

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Received at", PackCell.Instant), new("Provider", PackCell.Text), new("Type", PackCell.Text),
        new("Event", PackCell.Text), new("Reference", PackCell.Text), new("State", PackCell.Text),
        new("Occurred at", PackCell.Instant, OnlyInCsv: true), new("Handled at", PackCell.Instant, OnlyInCsv: true),
        new("Body SHA-256", PackCell.Text, OnlyInCsv: true), new("Trace id", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var (begin, end) = await PackBooks.MonthAsync(scope, ct);
        var moved = PackBooks.Entries(scope).Where(entry => entry.EventId != null
            && (entry.InvoiceId != null || entry.ReceiptId != null || entry.PayoutItemId != null || entry.ContractId != null));
        var rows = scope.Db.Set<InboxEvent>().AsNoTracking()
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.ReceivedAt >= begin && one.ReceivedAt < end
                && one.ReceivedAt <= scope.Now)
            .OrderBy(one => one.ReceivedAt).ThenByOrdinal(scope.Db, one => one.Provider)
            .ThenByOrdinal(scope.Db, one => one.EventId)
            .Select(one => new { one, Moved = moved.Any(entry => entry.EventId == one.EventId) });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var handled = row.one.HandledAt is { } at && at <= scope.Now;
            yield return
            [
                PackText.Of(row.one.ReceivedAt), row.one.Provider, row.one.Type, row.one.EventId, row.one.Reference,
                handled ? Words.Of(row.one.State) : "Waiting", PackText.Of(row.one.OccurredAt),
                handled ? PackText.Of(row.one.HandledAt) : "",
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.one.Body))), row.Moved ? row.one.EventId : "",
            ];
        }
    }
}
