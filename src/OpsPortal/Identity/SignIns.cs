using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Shared;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Identity;

/// <summary>
/// Writes every sign-in into the audit log with its device and address, and tells its person of one from a device or address that
/// none of their latest sign-ins had: by e-mail and on their own page.
/// </summary>
internal static class SignIns
{
    public const string Usual = "Signed in";
    public const string New = "Signed in from a new device or address";

    private const int Latest = 200;

    /// <summary>From where a session was opened, and whether that was new then.</summary>
    internal sealed record Place(string Words, bool IsNew);

    public static async Task RecordAsync(OpsDbContext db, Account account, UserSession session, string address,
        CancellationToken ct)
    {
        var words = $"{session.Device}, {address}";
        var earlier = await db.Set<UserSession>().Where(s => s.PersonId == account.PersonId)
            .OrderByDescending(s => s.StartedAt).Select(s => s.Id).Take(Latest).ToListAsync(ct);
        var places = await OfAsync(db, earlier, ct);
        var isNew = places.Count > 0 && places.Values.All(place => place.Words != words);
        var who = await db.Set<Person>().Where(person => person.Id == account.PersonId).Select(person => person.Name)
            .SingleAsync(ct);
        db.Add(AuditRow.Of(
            new AuditId(Guid.CreateVersion7()), session.StartedAt, account.PersonId, who, isNew ? New : Usual, "session",
            session.Id.Value, Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N"), after: words));
        if (isNew)
            Tell(db, account, session, words);
    }

    /// <summary>Where these sessions were opened; those from before sign-ins were recorded are left out.</summary>
    public static async Task<IReadOnlyDictionary<SessionId, Place>> OfAsync(OpsDbContext db, IEnumerable<SessionId> sessions,
        CancellationToken ct)
    {
        var ids = sessions.Select(session => session.Value).ToList();
        var rows = await db.Set<AuditRow>().AsNoTracking()
            .Where(row => ids.Contains(row.SubjectId) && (row.Action == Usual || row.Action == New))
            .Select(row => new { row.SubjectId, row.Action, row.After })
            .ToListAsync(ct);
        return rows.ToDictionary(row => new SessionId(row.SubjectId), row => new Place(row.After ?? "", row.Action == New));
    }

    private static void Tell(OpsDbContext db, Account account, UserSession session, string words)
    {
        const string page = "/account/security";
        var id = new NotificationId(Guid.CreateVersion7());
        var text = $"You signed in from a device or address that is new: {words}. If it was not you, end that session and change "
            + "your password.";
        db.Add(new Notification(id, account.PersonId, text, page, session.StartedAt));
        db.Add(OutboxMessage.Of(EmailMessage.Kind, $"notification:{id}", new EmailMessage(account.Email!, text, page),
            session.StartedAt));
    }
}
