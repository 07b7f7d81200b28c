using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;

namespace OpsPortal.Features.Close;

/// <summary>Draws what a person looks at before a month is signed: the same month draws the same, by its seed.</summary>
internal static class CloseSampling
{
    private const int DrawnOfAKind = 3;
    private const int LastDays = 3;
    private const int MostTreated = 50;
    private const int OftenFrom = 3;

    public static async Task DrawAsync(Work work, PeriodClose close, LegalEntity entity)
    {
        var scope = Closes.ScopeOf(work.Db, close, work.Now);
        var entries = await EntriesAsync(scope, work.Ct);
        var closing = scope.LastDay.PlusDays(-LastDays);
        Add(SampleKind.ClosingLine, entries.Where(entry => entry.BookedOn > closing && entry.EventId is null));
        Add(SampleKind.AutoPosted, entries.Where(entry => entry.EventId is not null));
        var cutOff = scope.LastDay.PlusDays(1).AtStartOfDayInZone(entity.TimeZone).ToInstant();
        await AddUnderWayAsync(work, close, cutOff);
        await AddCausesAsync(work, close, scope.FirstDay.AtStartOfDayInZone(entity.TimeZone).ToInstant(), cutOff);

        void Add(SampleKind kind, IEnumerable<Entry> from)
        {
            foreach (var entry in SeededDraw.Of(from, entry => entry.PostingKey, close.Seed, DrawnOfAKind))
                work.Db.Add(new CloseSample(
                    new(Guid.CreateVersion7()), close.Id, kind, entry.Id.ToString(),
                    $"{Components.Words.Of(entry.Family)}, booked on {DayWords.Of(entry.BookedOn)}, entry {Short(entry.Id)}",
                    $"/ledger/entries/{entry.Id}"));
        }
    }

    // The last digits tell two of a day apart; the whole id stands behind the link.
    private static string Short(EntryId entry) => entry.ToString()[^6..];

    private sealed record Entry(EntryId Id, EventFamily Family, LocalDate BookedOn, string PostingKey, string? EventId);

    private static Task<List<Entry>> EntriesAsync(CloseScope scope, CancellationToken ct) => scope.Db.Set<JournalEntry>()
        .Where(entry => entry.LegalEntityId == scope.LegalEntityId && entry.BookedOn >= scope.FirstDay
            && entry.BookedOn <= scope.LastDay)
        .Select(entry => new Entry(entry.Id, entry.Family, entry.BookedOn, entry.PostingKey, entry.EventId)).ToListAsync(ct);

    private static async Task AddUnderWayAsync(Work work, PeriodClose close, Instant cutOff)
    {
        var underWay = await work.Db.Set<InboxEvent>().AsNoTracking()
            .Where(one => one.LegalEntityId == close.LegalEntityId && one.ReceivedAt < cutOff
                && (one.State == InboxState.Waiting || one.State == InboxState.Retrying))
            .OrderBy(one => one.EventId).Take(MostTreated).ToListAsync(work.Ct);
        foreach (var one in underWay)
            work.Db.Add(new CloseSample(
                new(Guid.CreateVersion7()), close.Id, SampleKind.InsideRetryWindow, one.EventId,
                $"{one.Type} was {one.State.ToString().ToLowerInvariant()} at cut-off, after {one.Attempts} attempts",
                $"/events/{one.Id}"));
    }

    private static async Task AddCausesAsync(Work work, PeriodClose close, Instant from, Instant cutOff)
    {
        var causes = await work.Db.Set<ExceptionCase>().AsNoTracking()
            .Where(one => one.LegalEntityId == close.LegalEntityId && one.RootCause != null
                && one.ResolvedAt >= from && one.ResolvedAt < cutOff)
            .GroupBy(one => one.RootCause!).Where(group => group.Count() >= OftenFrom)
            .Select(group => new { Cause = group.Key, Count = group.Count() }).ToListAsync(work.Ct);
        foreach (var row in causes.OrderBy(row => row.Cause, StringComparer.Ordinal))
            work.Db.Add(new CloseSample(
                new(Guid.CreateVersion7()), close.Id, SampleKind.RecurringCause,
                row.Cause.Length > 200 ? row.Cause[..200] : row.Cause,
                $"{row.Count} cases of the month ended with the cause \"{row.Cause}\"", "/exceptions?state=Resolved"));
    }
}
