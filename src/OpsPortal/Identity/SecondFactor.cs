using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Identity;

/// <summary>
/// Whether everybody needs an authenticator or a passkey: setting <c>Sessions:SecondFactor</c>, <c>Optional</c> or
/// <c>Required</c>. Where it is required, the password alone opens nothing but the page on which the first factor is set up.
/// </summary>
[Part]
internal sealed class SecondFactor(IConfiguration configuration)
{
    /// <summary>Who is signed in, a second factor still missing or not.</summary>
    public const string SetUpPolicy = "SetUpSecondFactor";

    public const string SetUpPath = "/account/security";

    private const string MissingClaim = "second-factor-missing";

    private enum Rule
    {
        Optional,
        Required,
    }

    public bool IsRequired { get; } = configuration.GetValue("Sessions:SecondFactor", Rule.Optional) == Rule.Required;

    /// <summary>True for a session that was opened by the password alone where that does not suffice.</summary>
    public static bool IsMissing(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == MissingClaim);

    public static void AddPolicies(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(SetUpPolicy, signedIn);
        options.DefaultPolicy = new AuthorizationPolicyBuilder(signedIn).RequireAssertion(context => !IsMissing(context.User))
            .Build();
        options.FallbackPolicy = options.DefaultPolicy;
    }

    /// <summary>The claims of a session that was opened by the password alone.</summary>
    public IEnumerable<Claim> ClaimsOfPassword() => IsRequired ? [new Claim(MissingClaim, "")] : [];

    /// <summary>Whether a person must prove themselves by the passkey that they have, since the password alone no longer
    /// does.</summary>
    public async Task<bool> NeedsPasskeyAsync(UserManager<Account> accounts, Account account) =>
        IsRequired && !await accounts.GetTwoFactorEnabledAsync(account) && (await accounts.GetPasskeysAsync(account)).Count > 0;

    /// <summary>Whether a person who takes one of their factors away is left with one, where one is needed.</summary>
    public bool MayTakeAway(int factors) => !IsRequired || factors > 1;

    /// <summary>Gives a session that was opened by the password alone its powers, now that the person has proved a second
    /// factor.</summary>
    public static async Task SetUpAsync(SignInManager<Account> signIn, Account account, ClaimsPrincipal principal)
    {
        if (!IsMissing(principal))
            return;
        var kept = principal.Claims.Where(claim => claim.Type is Sessions.PersonClaim or Sessions.SessionClaim or "amr");
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [.. kept]);
    }
}
