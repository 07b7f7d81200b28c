using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
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
        + "event moved money. A dead letter that people dismissed is named with who did it, who asked, and why.";

    public bool InWorkbook => false;

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Received at", PackCell.Instant), new("Provider", PackCell.Text), new("Type", PackCell.Text),
        new("Event", PackCell.Text), new("Reference", PackCell.Text), new("State", PackCell.Text),
        new("Occurred at", PackCell.Instant, OnlyInCsv: true), new("Handled at", PackCell.Instant, OnlyInCsv: true),
        new("Body SHA-256", PackCell.Text, OnlyInCsv: true), new("Trace id", PackCell.Id, OnlyInCsv: true),
        new("Dismissed by", PackCell.Text), new("Dismissed at", PackCell.Instant, OnlyInCsv: true),
        new("Why dismissed", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var (begin, end) = await PackBooks.MonthAsync(scope, ct);
        var moved = PackBooks.Entries(scope).Where(entry => entry.EventId != null
            && (entry.InvoiceId != null || entry.ReceiptId != null || entry.PayoutItemId != null || entry.ContractId != null));
        var received = scope.Db.Set<InboxEvent>().AsNoTracking().Where(one => one.ReceivedAt >= begin && one.ReceivedAt < end
            && one.ReceivedAt <= scope.Now);
        var dismissed = await DismissedAsync(scope, received, ct);
        var ofNobody = dismissed.Keys.ToList();
        var rows = received.Where(one => one.LegalEntityId == scope.LegalEntityId
                || (one.LegalEntityId == null && ofNobody.Contains(one.Id)))
            .OrderBy(one => one.ReceivedAt).ThenByOrdinal(scope.Db, one => one.Provider)
            .ThenByOrdinal(scope.Db, one => one.EventId)
            .Select(one => new { one, Moved = moved.Any(entry => entry.EventId == one.EventId) });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var handled = row.one.HandledAt is { } at && at <= scope.Now;
            var ended = dismissed.GetValueOrDefault(row.one.Id);
            yield return
            [
                PackText.Of(row.one.ReceivedAt), row.one.Provider, row.one.Type, row.one.EventId, row.one.Reference,
                ended is not null ? Words.Of(ended.State) : handled ? Words.Of(row.one.State) : "Waiting",
                PackText.Of(row.one.OccurredAt),
                ended is not null ? PackText.Of(ended.At) : handled ? PackText.Of(row.one.HandledAt) : "",
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.one.Body))), row.Moved ? row.one.EventId : "",
                ended?.By ?? "", PackText.Of(ended?.At), ended?.Words ?? "",
            ];
        }
    }

    // By the attempts, which are written once: a replay after the signature does not change what stood then.
    private static async Task<Dictionary<Guid, EventAttempt>> DismissedAsync(
        CloseScope scope, IQueryable<InboxEvent> received, CancellationToken ct)
    {
        var attempts = scope.Db.Set<EventAttempt>().AsNoTracking().Where(attempt => attempt.At <= scope.Now);
        var ever = await attempts.Where(attempt => received.Any(one => one.Id == attempt.InboxEventId
                && (one.LegalEntityId == null || one.LegalEntityId == scope.LegalEntityId))
            && attempts.Any(other => other.InboxEventId == attempt.InboxEventId && other.State == InboxState.Dismissed))
            .ToListAsync(ct);
        return ever.GroupBy(attempt => attempt.InboxEventId)
            .Select(group => group.OrderBy(attempt => attempt.At).ThenBy(attempt => attempt.Id).Last())
            .Where(last => last.State == InboxState.Dismissed).ToDictionary(last => last.InboxEventId);
    }
}
