using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Notifications;

/// <summary>Writes notifications for the people who can act, and the e-mails that go with them, in the command's
/// transaction.</summary>
internal static class Notifier
{
    public static Task NotifyAsync(
        Work work, Permission whoHolds, LegalEntityId? entity, string text, string link, IReadOnlyCollection<PersonId> except) =>
        NotifyRolesAsync(work, RolePermissions.Holding(whoHolds), entity, text, link, except);

    /// <summary>Whether anybody was told or is left out on purpose.</summary>
    public static async Task<bool> NotifyRolesAsync(
        Work work, IReadOnlyList<Role> roles, LegalEntityId? entity, string text, string link,
        IReadOnlyCollection<PersonId> except)
    {
        var people = await work.Db.Set<Person>().AsNoTracking()
            .Where(person => person.DisabledAt == null && person.Grants.Any(grant => roles.Contains(grant.Role)))
            .Where(person => entity == null || person.Entities.Any(grant => grant.LegalEntityId == entity))
            .Select(person => new { person.Id, person.Email })
            .ToListAsync(work.Ct);
        foreach (var person in people.Where(person => !except.Contains(person.Id)))
            Write(work, person.Id, new(person.Email, text, link), entity);
        return people.Count > 0;
    }

    public static void Notify(Work work, PersonId to, string text, string link) =>
        work.Db.Add(new Notification(new(Guid.CreateVersion7()), to, text, link, work.Now));

    private static void Write(Work work, PersonId to, EmailMessage email, LegalEntityId? entity)
    {
        var id = new NotificationId(Guid.CreateVersion7());
        work.Db.Add(new Notification(id, to, email.Subject, email.Link, work.Now));
        work.Enqueue(EmailMessage.Kind, $"notification:{id}", email, entity);
    }
}

/// <summary>An e-mail as it waits in the outbox.</summary>
internal sealed record EmailMessage(string To, string Subject, string Link)
{
    public const string Kind = "email";

    /// <summary>The letter for somebody outside, who gets no link; null for a notice with its link.</summary>
    public string? Body { get; init; }
}
