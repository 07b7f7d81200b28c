using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Jobs;

namespace OpsPortal.Events;

/// <summary>
/// Compares each provider's own list of events with the inbox and fetches what never came. What is fetched takes the same way as
/// a delivery, under its own id, so that a webhook that comes after all is a duplicate.
/// </summary>
[Part]
internal sealed class CheckEventGaps(
    IDbContextFactory<OpsDbContext> contexts, IEnumerable<IProviderEventList> lists, IEnumerable<IProviderEventReader> readers,
    GroupCommitter committer, IClock clock) : IBackgroundJob
{
    /// <summary>Webhooks this young may still be on their way.</summary>
    public static readonly Duration Underway = Duration.FromMinutes(5);

    /// <summary>The list is read again this far back: providers list late, too.</summary>
    private static readonly Duration Overlap = Duration.FromHours(1);

    public string Name => "event-gaps";

    public string Purpose => "Compares the providers' event lists with the inbox and fetches what is missing.";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var fetched = 0;
        foreach (var list in lists.Where(list => list.IsSetUp))
            fetched += await CheckAsync(list, ct);
        return fetched == 0 ? JobResults.Nothing : $"{fetched} missing events fetched";
    }

    private async Task<int> CheckAsync(IProviderEventList list, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var mark = await db.Set<EventListMark>().SingleOrDefaultAsync(m => m.Provider == list.Provider, ct)
            ?? db.Add(new EventListMark(list.Provider, now - list.Kept)).Entity;
        var kept = now - list.Kept;
        if (mark.CheckedThrough < kept)
            await TellBlindSpotAsync(db, list, mark.CheckedThrough, kept, now, ct);
        var through = now - Underway;
        var fetched = 0;
        string? after = null;
        do
        {
            var page = await list.ListAsync(Instant.Max(kept, mark.CheckedThrough - Overlap), after, ct);
            fetched += await FetchAsync(db, list.Provider, [.. page.Events.Where(known => known.CreatedAt <= through)], ct);
            after = page.Next;
        }
        while (after is not null);
        mark.Advance(through, fetched, now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another node has checked the same list meanwhile: its mark and its case stand.
        }

        return fetched;
    }

    private async Task<int> FetchAsync(OpsDbContext db, string provider, List<ListedEvent> listed, CancellationToken ct)
    {
        var ids = listed.Select(known => known.EventId).ToList();
        var here = await db.Set<InboxEvent>().Where(row => row.Provider == provider && ids.Contains(row.EventId))
            .Select(row => row.EventId).ToListAsync(ct);
        var fetched = 0;
        foreach (var missing in listed.Where(known => !here.Contains(known.EventId)).OrderBy(known => known.CreatedAt))
        {
            var read = readers.Single(reader => reader.Provider == provider).Read(missing.EventId, InboxBody.Bytes(missing.Body));
            var found = read.IsRefused ? null : read.Value;
            var answer = await committer.TakeNowAsync(new IncomingEvent(
                provider, missing.EventId, found?.Type ?? "unreadable", missing.Body, "fetched-by: gap check",
                clock.GetCurrentInstant(), found, read.Refusal is { Code: "events.not-json" } refusal ? refusal : null));
            fetched += answer == IntakeAnswer.Stored ? 1 : 0;
        }

        return fetched;
    }

    /// <summary>What lies before the provider's list cannot be fetched any more: settlement files must close it.</summary>
    private static Task TellBlindSpotAsync(
        OpsDbContext db, IProviderEventList list, Instant from, Instant to, Instant now, CancellationToken ct) =>
        SystemWork.For(db, "event-gaps", now, ct).OpenExceptionAsync(
            ExceptionType.DeadLetter, "events.blind-spot",
            $"{list.Provider}: events from {DayWords.Of(from)} to {DayWords.Of(to)} can be listed no more. "
                + "Close the gap from settlement files.",
            $"blind-spot:{list.Provider}:{from.ToUnixTimeSeconds()}", null, new ExceptionLinks());
}
