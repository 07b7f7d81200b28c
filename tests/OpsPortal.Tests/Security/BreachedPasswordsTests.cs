using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Features.Operations;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

[Trait("Requirement", "SEC-3")]
public sealed class BreachedPasswordsTests : IDisposable
{
    private const string Stolen = "a quiet harbour at dusk";
    private const string Fresh = "horse staple lantern quilt";

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Has_EveryLineOfTheList_FirstAndLastToo_AndNothingElse(int size)
    {
        var passwords = Enumerable.Range(0, size).Select(i => $"password {i}").ToList();
        foreach (var end in new[] { "\r\n", "\n" })
        {
            Write(passwords, end, endsWithALine: size % 2 == 0);
            var list = List(path);
            Assert.All(passwords, password => Assert.True(list.Has(password), password));
            Assert.All(Enumerable.Range(size, 200), i => Assert.False(list.Has($"password {i}")));
            Assert.Null(list.WhyNot());
        }
    }

    [Fact]
    public void Has_WithoutAList_IsNever() => Assert.False(List(null).Has("password"));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("password:1\n", "no line of a SHA-1")]
    [InlineData("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8:1\n", "in capitals")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1\n0000000000000000000000000000000000000000:1\n", "not sorted")]
    [InlineData(null, "Could not find file")]
    public async Task Start_WithAListThatCannotBeUsed_SaysWhy(string? content, string why)
    {
        if (content is null)
            File.Delete(path);
        else
            await File.WriteAllTextAsync(path, content);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            new BreachedPasswordsStart(List(path)).RunAsync(default));

        Assert.StartsWith(BreachedPasswords.Setting, refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Contains("docs/operations.md", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_OfTheList_IsRefusedWhereverOneIsSet_AndEveryOneWhileTheListIsGone()
    {
        Write([Stolen, "password", "letmein"], "\n", endsWithALine: true);
        await using var host = await PortalHost.NewAsync(
            settings: new Dictionary<string, string?> { [BreachedPasswords.Setting] = path });
        Assert.Contains("stolen elsewhere", await ResetAsync(host, Stolen), StringComparison.Ordinal);
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.Users.OrderBy(one => one.Email).FirstAsync();

        Assert.Equal("Breached", CodeOf(await accounts.ChangePasswordAsync(account, Demo.DemoPeople.Password, Stolen)));
        Assert.Equal("Breached", CodeOf(await accounts.ResetPasswordAsync(
            account, await accounts.GeneratePasswordResetTokenAsync(account), Stolen)));
        await accounts.RemovePasswordAsync(account);
        Assert.Equal("Breached", CodeOf(await accounts.AddPasswordAsync(account, Stolen)));
        Assert.True((await accounts.AddPasswordAsync(account, Fresh)).Succeeded);

        File.Delete(path);
        Assert.Contains("tell an administrator", await ResetAsync(host, Fresh), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_SaysWhetherTheListIsSetAndCanBeRead()
    {
        Write([Stolen], "\n", endsWithALine: true);
        Assert.Equal((false, true), (await DoctorAsync(null), await DoctorAsync(path)));
        File.Delete(path);
        Assert.False(await DoctorAsync(path));
    }

    private static async Task<bool> DoctorAsync(string? list)
    {
        await using var world = await World.NewAsync(
            settings: new Dictionary<string, string?> { [BreachedPasswords.Setting] = list });
        return (await world.Use<DoctorCommand>().FindingsAsync(default)).Single(one => one.What == "breached passwords").Holds;
    }

    // By the page and the link of the e-mail, as a person does it.
    private static async Task<string> ResetAsync(PortalHost host, string password)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.Users.OrderBy(one => one.Email).LastAsync();
        var token = await accounts.GeneratePasswordResetTokenAsync(account);
        using var client = host.CreateClient();
        return await client.GiveFormAsync(
            $"/account/reset-password?account={account.Id:N}&token={Uri.EscapeDataString(token)}", "reset",
            new() { ["Input.Password"] = password, ["Input.Repeated"] = password });
    }

    private static string CodeOf(IdentityResult result) => Assert.Single(result.Errors).Code;

    private static BreachedPasswords List(string? path) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { [BreachedPasswords.Setting] = path }).Build());

    [SuppressMessage("Security", "CA5350", Justification = "Such a list is made of SHA-1.")]
    private void Write(IEnumerable<string> passwords, string end, bool endsWithALine)
    {
        var lines = passwords.Select(password => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password))))
            .Order(StringComparer.Ordinal).Select((hash, i) => $"{hash}:{(i + 1) * 7919}");
        File.WriteAllText(path, string.Join(end, lines) + (endsWithALine ? end : ""));
    }
}
