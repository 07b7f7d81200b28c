using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>Opens a case in the transaction of whatever found the trouble; the same trouble never has two open cases.</summary>
internal static class ExceptionOpener
{
    public static async Task OpenAsync(
        Work work, ExceptionType type, string reasonCode, string summary, string dedupeKey, Money? amount, ExceptionLinks links)
    {
        var known = work.Db.ChangeTracker.Entries<ExceptionCase>().Any(entry => entry.Entity.DedupeKey == dedupeKey)
            || await work.Db.Set<ExceptionCase>().AnyAsync(
                found => found.DedupeKey == dedupeKey && found.State != ExceptionState.Resolved, work.Ct);
        if (known)
            return;
        var id = new ExceptionId(Guid.CreateVersion7());
        var row = await TypesInForce.OfAsync(work.Db, type, work.Ct);
        var opened = new ExceptionCase(id, type, reasonCode, summary, dedupeKey, amount, links, work.Now, row);
        opened.Watch(await DeadlineAsync(work.Db, opened, work.Now, work.Ct), work.Now);
        work.Db.Add(opened);
        work.Audit("Opened exception", "exception", id.Value, after: row.Words, reason: summary);
        await TellAsync(work, opened, row);
    }

    // Whoever owns the case hears of it; where nobody of that role works for the company, whoever stands in.
    private static async Task TellAsync(Work work, ExceptionCase opened, ExceptionTypeRow row)
    {
        var (text, link) = ($"{row.Words}: {opened.Summary}", $"/exceptions/{opened.Id}");
        if (!await work.NotifyRoleAsync(row.Owner, opened.LegalEntityId, text, link, []))
            await work.NotifyRoleAsync(row.Fallback, opened.LegalEntityId, text, link, []);
    }

    /// <summary>The next deadline of the outside world, from the payment and the dispute that the case names.</summary>
    public static async Task<(string Name, Instant At)?> DeadlineAsync(
        OpsDbContext db, ExceptionCase found, Instant now, CancellationToken ct)
    {
        if (!OutsideDeadlines.All.Any(row => row.Types.Contains(found.Type)))
            return null;
        var receipt = found.ReceiptId is { } id
            ? db.Set<Receipt>().Local.FirstOrDefault(r => r.Id == id)
                ?? await db.Set<Receipt>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct)
            : null;
        var dispute = await DisputeAsync(db, found, ct);
        if (dispute is { WaitsForUs: false })
            return null;
        var facts = new OutsideFacts(receipt?.Rail, receipt?.ReceivedAt, dispute?.DueBy);
        return OutsideDeadlines.Of(found.Type, found.OpenedAt, facts, now);
    }

    /// <summary>The dispute that the case is about.</summary>
    public static async Task<DisputeCase?> DisputeAsync(OpsDbContext db, ExceptionCase found, CancellationToken ct) =>
        found.Type is not (ExceptionType.Dispute or ExceptionType.EarlyFraudWarning) || found.ReceiptId is not { } receipt
            ? null
            : db.Set<DisputeCase>().Local.FirstOrDefault(
                d => d.ReceiptId == receipt && d.ProviderReference == found.ProviderReference)
                ?? await db.Set<DisputeCase>().AsNoTracking().Where(d => d.ReceiptId == receipt
                    && d.ProviderReference == found.ProviderReference)
                    .OrderByDescending(d => d.OpenedAt).FirstOrDefaultAsync(ct);
}
