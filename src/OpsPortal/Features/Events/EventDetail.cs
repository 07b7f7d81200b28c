using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>One event: as it came, what became of it, and the entries that it made.</summary>
[UseCase]
internal sealed class EventDetail(QueryRunner runner)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal sealed record Entry(EntryId Id, EventFamily Family, Instant BookedAt, LegalEntityId LegalEntityId);

    internal sealed record Answer(InboxEvent Event, string ShownBody, IReadOnlyList<Entry> Entries, bool MayReplay,
        IReadOnlyList<EventAttempt> Attempts);

    public Task<Outcome<Answer>> RunAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeEvents, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Guid id)
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
        return new Answer(found, Pretty(found.Body), entries, reading.Person.May(Permission.ReplayEvent), attempts);
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
