using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Access;
using OpsPortal.Data;

namespace OpsPortal.Identity;

/// <summary>Sign-in by password and authenticator code, lockout, the cookie, and the end of a cookie whose session was
/// ended.</summary>
internal static class IdentitySetup
{
    /// <summary>How long a link for a new password is good.</summary>
    private static readonly TimeSpan MailedLinkLife = TimeSpan.FromHours(1);

    public static IServiceCollection AddPortalIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<Account>(Rules).AddUserStore<AccountStore>().AddUserManager<PortalAccounts>()
            .AddSignInManager().AddTokenProvider<DataProtectorTokenProvider<Account>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorProvider>(TokenOptions.DefaultAuthenticatorProvider)
            .AddPasswordValidator<GuessablePasswords>()
            .AddPasswordValidator<UnbreachedPasswords>();
        services.Configure<PasswordHasherOptions>(PasswordHashing.Rules);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = MailedLinkLife);
        services.Configure<IdentityPasskeyOptions>(options =>
            (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.ConfigureApplicationCookie(options => Cookie(options, configuration));
        services.AddAntiforgery(options => Forms(options.Cookie, configuration));
        services.AddDataProtection().SetApplicationName("OpsPortal")
            .PersistKeysToFileSystem(OwnFolder(KeyFolder(DataFolder.PathOf(configuration)))).WrapKeys(configuration);
        services.AddAuthorization(SecondFactor.AddPolicies);
        services.AddScoped<OwnProof>();
        services.AddScoped<LivingSessionProvider>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<LivingSessionProvider>());
        services.AddScoped<LivingCircuit>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<LivingCircuit>());
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        return services;
    }

    public static string KeyFolder(string dataFolder) => Path.Combine(dataFolder, "keys");

    private static DirectoryInfo OwnFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void Rules(IdentityOptions options)
    {
        options.Password.RequiredLength = 15;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.User.RequireUniqueEmail = true;
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
    }

    // Behind a proxy with TLS a request may look like http, and the framework then refuses forms whose cookie must be secure.
    private static void Forms(CookieBuilder cookie, IConfiguration configuration)
    {
        var isSecure = IsHttps(configuration["Urls"]);
        cookie.Name = isSecure ? "__Host-OpsPortal-Forms" : "OpsPortal-Forms";
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static bool IsHttps(string? address) => address?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    private static void Cookie(CookieAuthenticationOptions options, IConfiguration configuration)
    {
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.AccessDeniedPath = "/account/refused";
        options.ReturnUrlParameter = "returnUrl";
        var isSecure = IsHttps(configuration["Urls"]) || IsHttps(configuration["PublicAddress"]);
        options.Cookie.Name = isSecure ? "__Host-OpsPortal" : "OpsPortal";
        options.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.ExpireTimeSpan = new SessionLimits(configuration).Absolute.ToTimeSpan();
        options.SlidingExpiration = false;
        var refuse = options.Events.OnRedirectToAccessDenied;
        options.Events.OnRedirectToAccessDenied = context =>
        {
            if (SecondFactor.IsMissing(context.HttpContext.User))
                context.RedirectUri = SecondFactor.SetUpPath;
            return refuse(context);
        };
        options.Events.OnValidatePrincipal = async context =>
        {
            var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
            var isSign = SessionEndpoints.IsSign(context.Request);
            if (context.Principal is { } person
                && await sessions.IsAliveAsync(person, isSign, context.HttpContext.RequestAborted))
                return;
            if (context.Principal is { } gone)
                context.HttpContext.Items[Sessions.EndedItem] =
                    await sessions.WhyEndedAsync(gone, context.HttpContext.RequestAborted);
            context.RejectPrincipal();
        };
    }
}
