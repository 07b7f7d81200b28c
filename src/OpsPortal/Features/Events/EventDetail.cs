using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>One event: as it came, what became of it, and the entries that it made.</summary>
[UseCase]
internal sealed class EventDetail(QueryRunner runner, IEnumerable<IProviderEventReader> readers)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal sealed record Entry(EntryId Id, EventFamily Family, Instant BookedAt, LegalEntityId LegalEntityId);

    /// <summary>What dismissing it takes and ends.</summary>
    /// <param name="NeedsTwo">It names money: one asks, another confirms.</param>
    /// <param name="AskedBy">Who asked; null where nobody has.</param>
    /// <param name="StopsPayment">Its case keeps a payment from being released.</param>
    internal sealed record Dismissal(bool NeedsTwo, string? AskedBy, bool IsMine, bool StopsPayment);

    internal sealed record Answer(InboxEvent Event, string ShownBody, IReadOnlyList<Entry> Entries, bool MayReplay,
        IReadOnlyList<EventAttempt> Attempts)
    {
        /// <summary>Null for whoever may not dismiss.</summary>
        public Dismissal? Dismissal { get; init; }
    }

    public Task<Outcome<Answer>> RunAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeEvents, actor, reading => ReadAsync(reading, id), ct);

    private async Task<Outcome<Answer>> ReadAsync(Reading reading, Guid id)
    {
        var found = await reading.Db.Set<InboxEvent>().SeenBy(reading.Person)
            .SingleOrDefaultAsync(row => row.Id == id, reading.Ct);
        if (found is null)
            return SharedRefusals.NotFound("event");
        var entries = await reading.Db.Set<JournalEntry>()
            .Where(entry => entry.EventId == found.EventId && reading.Person.LegalEntities.Contains(entry.LegalEntityId))
            .OrderBy(entry => entry.BookedAt)
                .Select(entry => new Entry(entry.Id, entry.Family, entry.BookedAt, entry.LegalEntityId))
            .ToListAsync(reading.Ct);
        var attempts = await reading.Db.Set<EventAttempt>().Where(attempt => attempt.InboxEventId == id)
            .OrderBy(attempt => attempt.At).ThenBy(attempt => attempt.Id).ToListAsync(reading.Ct);
        return new Answer(found, Pretty(found.Body), entries, reading.Person.May(Permission.ReplayEvent), attempts)
        {
            Dismissal = reading.Person.May(Permission.DismissEvent) ? await DismissalAsync(reading, found) : null,
        };
    }

    private async Task<Dismissal> DismissalAsync(Reading reading, InboxEvent found)
    {
        var open = await DeadLetters.CaseOfAsync(reading.Db, found, reading.Ct);
        var by = found.DismissalAskedBy is { } asker ? await Dismissals.NameAsync(reading.Db, asker, reading.Ct) : null;
        return new Dismissal(DismissalRules.NamesMoney(readers.ReadOrNull(found)), by,
            found.DismissalAskedBy == reading.Person.Id, open?.ReceiptId is not null);
    }

    private static string Pretty(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(document, Indented);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
