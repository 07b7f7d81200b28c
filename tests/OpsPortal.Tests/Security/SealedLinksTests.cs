using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Identity;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Security;

/// <summary>What carries its own proof is read only as it was made, and only for what it was made.</summary>
[Trait("Requirement", "SEC-3")]
public sealed partial class SealedLinksTests
{
    [Fact]
    public async Task Invitation_ChangedInAnyPlace_IsDead()
    {
        await using var host = await PortalHost.NewAsync();
        var links = host.Services.GetRequiredService<InvitationLinks>();
        var account = new Account { Id = Guid.CreateVersion7(), SecurityStamp = "stamp" };
        var token = TokenFor(links, account);

        Assert.Equal((account.Id, "stamp"), links.Read(token));
        for (var i = 0; i < token.Length - 2; i += 7)
            Assert.Null(links.Read($"{token[..i]}{(token[i] == 'x' ? 'y' : 'x')}{token[(i + 1)..]}"));
        Assert.Null(links.Read(""));
    }

    [Fact]
    public void EveryKind_HasItsOwnPurpose()
    {
        var purposes = SourceFile.Product.SelectMany(file => Purpose().Matches(file.Text)).Select(found => found.Groups[1].Value);

        Assert.Equal(["\"bank-account-number\"", "\"digest\"", "\"invitation\"", "\"tax-number\""],
            purposes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bank-account-number")]
    [InlineData("digest")]
    [InlineData("tax-number")]
    public async Task Invitation_SealedForSomethingElse_IsDead(string purpose)
    {
        await using var host = await PortalHost.NewAsync();
        var others = host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector(purpose);
        var words = $"{Guid.CreateVersion7():N}|stamp";

        // As an invitation is sealed, with its time, so that nothing but the purpose tells the two apart.
        var sealedElsewhere = others.ToTimeLimitedDataProtector().Protect(words, TimeSpan.FromDays(1));

        Assert.Null(host.Services.GetRequiredService<InvitationLinks>().Read(sealedElsewhere));
    }

    [Fact]
    public async Task Links_OfTwoKinds_DoNotOpenEachOthersDoors()
    {
        await using var host = await PortalHost.NewAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var links = host.Services.GetRequiredService<InvitationLinks>();
        var account = await accounts.Users.FirstAsync();
        var invitation = TokenFor(links, account);

        Assert.Null(links.Read(await accounts.GeneratePasswordResetTokenAsync(account)));
        Assert.Null(links.Read(await accounts.GenerateEmailConfirmationTokenAsync(account)));
        foreach (var foreign in new[] { invitation, await accounts.GenerateEmailConfirmationTokenAsync(account) })
        {
            var reset = await accounts.ResetPasswordAsync(account, foreign, "horse staple lantern quilt");
            Assert.Equal("InvalidToken", Assert.Single(reset.Errors).Code);
        }
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task LinkForANewPassword_IsGoodForAnHour(int minutes, bool good)
    {
        await using var world = await World.NewAsync();
        var seal = world.Use<IDataProtectionProvider>().CreateProtector("DataProtectorTokenProvider");

        var set = await world.Services.AskAccountAsync("finance", (accounts, account) => accounts.ResetPasswordAsync(
            account, MadeBefore(TimeSpan.FromMinutes(minutes), account, seal), "horse staple lantern quilt"));

        Assert.Equal(good, set.Succeeded);
    }

    // As the framework makes it, but for the time that stands in it.
    private static string MadeBefore(TimeSpan age, Account account, IDataProtector seal)
    {
        using var written = new MemoryStream();
        using var writer = new BinaryWriter(written);
        writer.Write((DateTimeOffset.UtcNow - age).UtcTicks);
        writer.Write(account.Id.ToString());
        writer.Write(UserManager<Account>.ResetPasswordTokenPurpose);
        writer.Write(account.SecurityStamp!);
        writer.Flush();
        return Convert.ToBase64String(seal.Protect(written.ToArray()));
    }

    private static string TokenFor(InvitationLinks links, Account account) =>
        Uri.UnescapeDataString(links.For(account).Split("token=")[1]);

    [GeneratedRegex(@"\.CreateProtector\(([^)]*)\)")]
    private static partial Regex Purpose();
}
