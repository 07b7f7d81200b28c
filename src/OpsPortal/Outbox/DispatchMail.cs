using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Jobs;
using OpsPortal.Notifications;

namespace OpsPortal.Outbox;

/// <summary>Sends waiting e-mails: claimed by compare-and-set, tried again with growing delay, given up after eight
/// tries.</summary>
[Part]
internal sealed class DispatchMail(IDbContextFactory<OpsDbContext> contexts, IMailCarrier carrier, IClock clock) : IBackgroundJob
{
    private const int MostAttempts = 8;
    private const int AtOnce = 50;
    private static readonly Duration Lease = Duration.FromMinutes(2);

    public string Name => "mail";

    public string Purpose => "Sends the e-mails that wait in the outbox.";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var due = await DueAsync(ct);
        var sent = 0;
        foreach (var id in due)
            sent += await SendAsync(id, ct) ? 1 : 0;
        return due.Count == 0 ? JobResults.Nothing : $"{sent} of {due.Count} e-mails sent";
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return await db.Set<OutboxMessage>()
            .Where(m => m.Kind == EmailMessage.Kind && m.State == OutboxState.Waiting && m.NextAt <= now)
            .OrderBy(m => m.NextAt).Select(m => m.Id).Take(AtOnce).ToListAsync(ct);
    }

    private async Task<bool> SendAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var message = await db.Set<OutboxMessage>().SingleAsync(m => m.Id == id, ct);
        message.Claim(clock.GetCurrentInstant(), Lease);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        try
        {
            await carrier.SendAsync(JsonSerializer.Deserialize<EmailMessage>(message.Payload)!, message.Key, ct);
            message.Succeed(clock.GetCurrentInstant());
        }
        catch (Exception trouble) when (trouble is IOException or System.Net.Mail.SmtpException or FormatException)
        {
            message.Fail(trouble.Message, clock.GetCurrentInstant() + Duration.FromMinutes(1 << message.Attempts), MostAttempts);
        }

        await db.SaveChangesAsync(ct);
        return message.State == OutboxState.Sent;
    }
}
