using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using OpsPortal.Notifications;

namespace OpsPortal.Identity;

/// <summary>Makes and reads the links with which an invited person sets a first password: sealed, seven days, dead once the
/// password is set.</summary>
[Part]
internal sealed class InvitationLinks(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("invitation").ToTimeLimitedDataProtector();

    public EmailMessage MailTo(Account account) => new(account.Email!, "You are invited to OpsPortal", For(account));

    public string For(Account account) => string.Create(
        CultureInfo.InvariantCulture,
        $"/account/accept-invitation?token={
            Uri.EscapeDataString(protector.Protect($"{account.Id:N}|{account.SecurityStamp}", Life))}");

    /// <summary>The account and the stamp that it had when it was invited; null when the link is forged or too old.</summary>
    public (Guid Account, string Stamp)? Read(string token)
    {
        try
        {
            var parts = protector.Unprotect(token).Split('|');
            return (Guid.ParseExact(parts[0], "N"), parts[1]);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
