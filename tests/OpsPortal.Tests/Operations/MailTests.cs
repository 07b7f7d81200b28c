using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Notifications;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Operations;

/// <summary>What was typed as a name or an address adds no recipient and no header to an e-mail, and holds up no other.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class MailTests
{
    [Theory]
    [InlineData("ada@x.test,eve@evil.test")]
    [InlineData("ada@x.test\r\nBcc: eve@evil.test")]
    [InlineData("ada@x.test; eve@evil.test")]
    [InlineData("nobody")]
    public async Task Mail_ToWhatIsNotOneAddress_IsNotSent_AndTheNextOneIs(string to)
    {
        await using var world = await World.NewAsync();

        var mails = await SentAsync(world, new EmailMessage(to, "First", "/"), new EmailMessage("ada@x.test", "Second", "/"));

        Assert.Contains("Subject: Second", Assert.Single(mails), StringComparison.Ordinal);
        await using var db = await world.DbAsync();
        var kept = await db.Set<OutboxMessage>().SingleAsync(message => message.State != OutboxState.Sent);
        Assert.NotNull(kept.LastError);
    }

    [Theory]
    [InlineData("Ada\r\nBcc: eve@evil.test")]
    [InlineData("Ada\nBcc: eve@evil.test")]
    [InlineData("Ada\r\n\r\nBcc: eve@evil.test")]
    public async Task Subject_OfManyLines_BecomesOne(string subject)
    {
        await using var world = await World.NewAsync();

        var mails = await SentAsync(world, new EmailMessage("ada@x.test", subject, "/"));

        var head = Assert.Single(mails).Split("\n\n")[0].Split('\n');
        Assert.Equal(2, head.Length);
        Assert.StartsWith("Subject: Ada ", head[1], StringComparison.Ordinal);
        Assert.EndsWith("Bcc: eve@evil.test", head[1], StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> SentAsync(World world, params EmailMessage[] messages)
    {
        await using (var db = await world.DbAsync())
        {
            for (var i = 0; i < messages.Length; i++)
                db.Add(OutboxMessage.Of(EmailMessage.Kind, $"test:{i}", messages[i], world.Now - Duration.FromMinutes(9 - i)));
            await db.SaveChangesAsync();
        }

        await world.Use<DispatchMail>().RunAsync(Actor.System("mail"), default);
        return [.. Directory.GetFiles(Path.Combine(world.Store.Folder, "mail")).Select(File.ReadAllText)];
    }
}
