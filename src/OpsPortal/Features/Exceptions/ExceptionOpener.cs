using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

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
        work.Db.Add(new ExceptionCase(id, type, reasonCode, summary, dedupeKey, amount, links, work.Now));
        work.Audit("Opened exception", "exception", id.Value, after: type.ToString(), reason: summary);
        await work.NotifyAsync(Permission.WorkExceptions, links.LegalEntityId, $"{ExceptionTypes.Of(type).Words}: {summary}",
            $"/exceptions/{id}");
    }
}
