using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

/// <summary>Links that carry their own proof are read only as they were made, and only for what they were made.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class SealedLinksTests
{
    [Fact]
    public async Task Invitation_ChangedInAnyPlaceOrSealedForSomethingElse_IsDead()
    {
        await using var host = await PortalHost.NewAsync();
        var links = host.Services.GetRequiredService<InvitationLinks>();
        var account = new Account { Id = Guid.CreateVersion7(), SecurityStamp = "stamp" };
        var token = Uri.UnescapeDataString(links.For(account).Split("token=")[1]);

        Assert.Equal((account.Id, "stamp"), links.Read(token));
        for (var i = 0; i < token.Length - 2; i += 7)
            Assert.Null(links.Read($"{token[..i]}{(token[i] == 'x' ? 'y' : 'x')}{token[(i + 1)..]}"));
        Assert.Null(links.Read(host.Services.GetRequiredService<FieldProtection>().Protect($"{account.Id:N}|stamp")));
        Assert.Null(links.Read(""));
    }
}
