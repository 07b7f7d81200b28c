using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>
/// Who needs an authenticator or a passkey: setting <c>Sessions:SecondFactor</c>, <c>Optional</c>, <c>Powers</c> (who was given a
/// role with one of the <see cref="GuardedPowers"/>, also one that does not count yet) or <c>Required</c>. For them the password
/// alone opens nothing but the page on which the first factor is set up.
/// </summary>
[Part]
internal sealed class SecondFactor(IConfiguration configuration, IDbContextFactory<OpsDbContext> contexts)
{
    /// <summary>Who is signed in, a second factor still missing or not.</summary>
    public const string SetUpPolicy = "SetUpSecondFactor";

    public const string SetUpPath = "/account/security";

    private const string MissingClaim = "second-factor-missing";

    private readonly Rule rule = configuration.GetValue("Sessions:SecondFactor", Rule.Optional);

    private enum Rule
    {
        Optional,
        Powers,
        Required,
    }

    /// <summary>Why somebody is asked for a second factor, as a whole sentence.</summary>
    public string Why => rule == Rule.Powers ? "What your roles may do asks for a second factor."
        : "This portal asks everybody for a second factor.";

    /// <summary>True for a session that was opened by the password alone where that does not suffice.</summary>
    public static bool IsMissing(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == MissingClaim);

    /// <summary>The accounts that have one.</summary>
    public static IQueryable<Account> Having(OpsDbContext db) => db.Set<Account>().Where(account => account.TwoFactorEnabled
        || db.Set<IdentityUserPasskey<Guid>>().Any(passkey => passkey.UserId == account.Id));

    public static void AddPolicies(AuthorizationOptions options)
    {
        var signedIn = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        options.AddPolicy(SetUpPolicy, signedIn);
        options.DefaultPolicy = new AuthorizationPolicyBuilder(signedIn).RequireAssertion(context => !IsMissing(context.User))
            .Build();
        options.FallbackPolicy = options.DefaultPolicy;
    }

    public async Task<bool> IsAskedOfAsync(PersonId person, CancellationToken ct)
    {
        if (rule != Rule.Powers)
            return rule == Rule.Required;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return GuardedPowers.AreHeldBy(await db.Set<RoleGrant>().Where(grant => grant.PersonId == person)
            .Select(grant => grant.Role).ToListAsync(ct));
    }

    /// <summary>The claims of a session that was opened by the password alone. Asked once the session has begun: a role that is
    /// given from then on ends it.</summary>
    public async Task<IEnumerable<Claim>> ClaimsOfPasswordAsync(PersonId person, CancellationToken ct) =>
        await IsAskedOfAsync(person, ct) ? [new Claim(MissingClaim, "")] : [];

    /// <summary>Whether a person must prove themselves by the passkey that they have, since the password alone no longer
    /// does.</summary>
    public async Task<bool> NeedsPasskeyAsync(UserManager<Account> accounts, Account account, CancellationToken ct) =>
        !await accounts.GetTwoFactorEnabledAsync(account) && (await accounts.GetPasskeysAsync(account)).Count > 0
            && await IsAskedOfAsync(account.PersonId, ct);

    /// <summary>Why a person without an authenticator cannot confirm anything that moves money; null where the password
    /// does.</summary>
    public async Task<Refusal?> WhyNotConfirmedAsync(UserManager<Account> accounts, Account account, CancellationToken ct)
    {
        if (await accounts.GetTwoFactorEnabledAsync(account) || !await IsAskedOfAsync(account.PersonId, ct))
            return null;
        return (await accounts.GetPasskeysAsync(account)).Count > 0 ? AccountRefusals.PasskeyNeededToConfirm
            : AccountRefusals.SecondFactorNeededToConfirm;
    }

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
