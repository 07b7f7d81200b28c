using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events.Handlers;

namespace OpsPortal.Events;

/// <summary>A delivery that says something else than what is stored under its id.</summary>
internal sealed record EventConflict(InboxEvent Stored, ProviderEvent Before, ProviderEvent Again);

/// <summary>An event that comes again under its id and says something else: what was stored first counts, and a person is told
/// that the provider contradicts itself. Only what we read of it is compared; a delivery may count its own attempts.</summary>
internal static class EventConflicts
{
    /// <summary>Null where it says the same, or where one of the two cannot be read.</summary>
    public static EventConflict? Of(IncomingEvent again, InboxEvent stored, IEnumerable<IProviderEventReader> readers) =>
        again.Event is { } now && readers.ReadOrNull(stored) is { } before && before != now ? new(stored, before, now) : null;

    /// <summary>Once for each content, also after its case was resolved: a provider delivers again and again.</summary>
    public static async Task OpenAsync(
        IDbContextFactory<OpsDbContext> contexts, IReadOnlyList<EventConflict> conflicts, Instant now)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var work = SystemWork.For(db, "intake", now, default);
        foreach (var conflict in conflicts.OrderBy(each => each.Stored.EventId, StringComparer.Ordinal))
        {
            await HoldAsync(db, conflict.Stored);
            var key = KeyOf(conflict.Again);
            if (await db.Set<ExceptionCase>().AnyAsync(found => found.DedupeKey == key))
                continue;
            foreach (var (about, i) in (await AboutAsync(work, conflict)).Select((about, i) => (about, i)))
                await OpenAsync(work, conflict.Again, i == 0 ? key : $"{key}:{i}", about);
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Of two nodes to which it comes again at the same moment the later waits and finds the first's case.</summary>
    private static Task HoldAsync(OpsDbContext db, InboxEvent stored) => db.Set<InboxEvent>()
        .Where(row => row.Id == stored.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.EventId, row => row.EventId));

    private static Task OpenAsync(Work work, ProviderEvent again, string key, ExceptionLinks about) => work.OpenExceptionAsync(
        ExceptionType.DuplicateConflict, "events.content-changed",
        $"Event {again.EventId} of {again.Provider} came again with another content, {Words(again)}. What came "
            + "first counts; the second was not kept. Ask the provider which is true.",
        key, AmountOf(again), about);

    /// <summary>What of ours is meant, so that it is not released meanwhile: by what counts and, where it is something else,
    /// by what came again, each for a case of its own.</summary>
    private static async Task<IReadOnlyList<ExceptionLinks>> AboutAsync(Work work, EventConflict conflict)
    {
        ExceptionLinks?[] named = [await NamedAsync(work, conflict.Before), await NamedAsync(work, conflict.Again)];
        return [.. named.OfType<ExceptionLinks>().DefaultIfEmpty(new()).Select(about => about with
        {
            LegalEntityId = about.LegalEntityId ?? conflict.Stored.LegalEntityId, ProviderReference = conflict.Again.EventId,
        }).Distinct()];
    }

    private static async Task<ExceptionLinks?> NamedAsync(Work work, ProviderEvent happened)
    {
        if (happened.InstructionKey is { } key)
            return await work.Db.Set<PayoutItem>().Where(item => item.Key == key).Select(item => new ExceptionLinks
            {
                LegalEntityId = item.LegalEntityId, PayeeId = item.PayeeId, BatchId = item.BatchId, PayoutItemId = item.Id,
            }).SingleOrDefaultAsync(work.Ct);
        if (await Receipts.FindAsync(work, happened) is { } receipt)
            return new() { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id };
        return happened.InvoiceNumber is not { } number ? null
            : await work.Db.Set<Invoice>().Where(invoice => invoice.Number == number).Select(invoice => new ExceptionLinks
            {
                LegalEntityId = invoice.LegalEntityId, InvoiceId = invoice.Id,
            }).FirstOrDefaultAsync(work.Ct);
    }

    private static string KeyOf(ProviderEvent again) => "event-content:" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{again} {again.OccurredAt.ToUnixTimeTicks()}")));

    private static string Words(ProviderEvent again) =>
        AmountOf(again) is { } amount ? $"{again.Type} of {amount}" : again.Type;

    private static Money? AmountOf(ProviderEvent again) =>
        again.Currency is { } currency ? new Money(again.AmountMinor, currency) : null;
}
