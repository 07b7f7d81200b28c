using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using OpsPortal.Providers;

namespace OpsPortal.Notifications;

/// <summary>Takes an e-mail out of the house.</summary>
internal interface IMailCarrier
{
    Task SendAsync(EmailMessage message, string key, CancellationToken ct);
}

/// <summary>By SMTP where a host is set (<c>Mail:Host</c>, <c>Mail:Port</c>, <c>Mail:From</c>, <c>Mail:Tls</c>), else as files in
/// the data folder's <c>mail</c>.</summary>
[Part]
internal sealed class MailCarrier(IConfiguration configuration, Data.DataFolder folder) : IMailCarrier
{
    public async Task SendAsync(EmailMessage message, string key, CancellationToken ct)
    {
        // Whatever was typed as a name or an address adds no recipient and no header.
        using var mail = new MailMessage(new MailAddress(configuration["Mail:From"] ?? "opsportal@localhost"), One(message.To))
        {
            Subject = message.Subject.ReplaceLineEndings(" "),
            Body = message.Body ?? $"{message.Subject}\n\n{Address(message.Link)}\n",
        };
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..24];
        mail.Headers.Add("Message-ID", $"<{name}@opsportal>");
        if (configuration["Mail:Host"] is { Length: > 0 } host)
        {
            using var client = new SmtpClient(host, configuration.GetValue("Mail:Port", 25))
            {
                // With it a server that offers no TLS, or does not prove who it is, gets nothing.
                EnableSsl = OutgoingTls.MailByTls(configuration, host),
            };
            await client.SendMailAsync(mail, ct);
            return;
        }

        var drop = Directory.CreateDirectory(Path.Combine(folder.Path, "mail")).FullName;
        var text = $"To: {mail.To}\nSubject: {mail.Subject}\n\n{mail.Body}";
        await File.WriteAllTextAsync(Path.Combine(drop, $"{name}.txt"), text, ct);
    }

    private static MailAddress One(string typed) => MailAddress.TryCreate(typed, out var one) && one.Address == typed
        ? one : throw new FormatException("The address is not one e-mail address.");

    private string Address(string link) => link.StartsWith('/')
        ? (configuration["PublicAddress"] ?? "http://localhost:5080") + link : link;
}
