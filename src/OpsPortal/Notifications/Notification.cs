using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Notifications;

/// <summary>One thing that one person should know of, with the link to where it is dealt with.</summary>
internal sealed class Notification
{
    private Notification()
    {
    }

    public Notification(NotificationId id, PersonId person, string text, string link, Instant now)
    {
        Id = id;
        PersonId = person;
        Text = text.Length > 300 ? text[..300] : text;
        Link = link;
        At = now;
    }

    public NotificationId Id { get; private set; }

    public PersonId PersonId { get; private set; }

    public string Text { get; private set; } = "";

    public string Link { get; private set; } = "";

    public Instant At { get; private set; }

    public Instant? ReadAt { get; private set; }

    public void Read(Instant now) => ReadAt ??= now;
}
