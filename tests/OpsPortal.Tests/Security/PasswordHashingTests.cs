using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsPortal.Demo;
using OpsPortal.Identity;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Security;

/// <summary>Passwords are hashed with the rounds of one place, and older hashes are made anew.</summary>
[Trait("Requirement", "SEC-4")]
public sealed class PasswordHashingTests
{
    [Fact]
    public async Task Hash_ByTheAppAndWithoutIt_HasTheSameRounds()
    {
        await using var world = await World.NewAsync();
        await using var scope = world.Services.CreateAsyncScope();
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();

        Assert.Equal(210_000u, RoundsOf(hasher.HashPassword(new Account(), "a quiet harbour at dusk")));
        Assert.Equal(210_000u, RoundsOf(DemoPeople.PasswordHash));
    }

    [Fact]
    public async Task Hash_OfFewerRounds_IsMadeAnewAtTheSignIn()
    {
        await using var host = await PortalHost.NewAsync();
        var older = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 100_000 }))
            .HashPassword(new Account(), DemoPeople.Password);
        await host.Services.AskAccountAsync("finance", (accounts, account) =>
        {
            account.PasswordHash = older;
            return accounts.UpdateAsync(account);
        });

        using var client = await host.SignInAsync("finance");

        Assert.Equal(210_000u, await host.Services.AskAccountAsync(
            "finance", (_, account) => Task.FromResult(RoundsOf(account.PasswordHash!))));
    }

    [Fact]
    public void Hasher_IsMadeInOnePlace() => Assert.Equal(["PasswordHashing.cs"], SourceFile.Product
        .Where(file => file.Text.Contains("new PasswordHasher<", StringComparison.Ordinal)).Select(file => file.Name));

    // The framework writes the kind in one byte, the algorithm in four, then the rounds.
    private static uint RoundsOf(string hash) => BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));
}
