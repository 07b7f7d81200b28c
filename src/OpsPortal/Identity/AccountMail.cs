using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Identity;

/// <summary>Leaves an e-mail to an account's own address in the outbox.</summary>
[Part]
internal sealed class AccountMail(IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    public async Task SendAsync(Account account, string subject, string link, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var message = new EmailMessage(account.Email!, subject, link);
        db.Add(OutboxMessage.Of(EmailMessage.Kind, $"account:{Guid.CreateVersion7():N}", message, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
    }
}
