using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Hosting;

/// <summary>The accounts of a store as the framework keeps them, by the name of a demo account.</summary>
internal static class AccountsOfTest
{
    /// <summary>Asks the accounts in a scope of its own, as each request has one.</summary>
    public static async Task<T> AskAccountAsync<T>(
        this IServiceProvider services, string name, Func<UserManager<Account>, Account, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        return await ask(accounts, (await accounts.FindByEmailAsync($"{name}@demo.test"))!);
    }

    /// <summary>The key of the person's authenticator; the first question makes one.</summary>
    public static Task<string> KeyAsync(this IServiceProvider services, string name) =>
        services.AskAccountAsync(name, async (accounts, account) =>
        {
            if (await accounts.GetAuthenticatorKeyAsync(account) is null)
                await accounts.ResetAuthenticatorKeyAsync(account);
            return (await accounts.GetAuthenticatorKeyAsync(account))!;
        });

    /// <summary>Switches an authenticator on and says its key.</summary>
    public static async Task<string> GiveAuthenticatorAsync(this IServiceProvider services, string name)
    {
        var key = await services.KeyAsync(name);
        await services.AskAccountAsync(name, (accounts, account) => accounts.SetTwoFactorEnabledAsync(account, true));
        return key;
    }
}
