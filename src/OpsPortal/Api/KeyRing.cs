using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;

namespace OpsPortal.Api;

/// <summary>Finds who a presented key is. In Demo one more key may be given by the setting <c>OpsPortal:DemoApiKey</c>.</summary>
[Part]
internal sealed class KeyRing(IDbContextFactory<OpsDbContext> contexts, IConfiguration configuration)
{
    public static readonly ApiKeyId DemoKey = new(new Guid("0d0d0d0d-0000-7000-8000-000000000001"));

    /// <param name="IsTakenOn">False while the person has not said that they answer for it.</param>
    internal sealed record Holder(ApiKeyId Key, PersonId Person, IReadOnlySet<string> Scopes, bool IsTakenOn = true);

    public async Task<Holder?> FindAsync(HttpRequest request, CancellationToken ct)
    {
        var secret = SecretOf(request);
        if (secret is null)
            return null;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (IsDemoKey(secret))
            return await DemoHolderAsync(db, ct);
        var hash = ApiKey.HashOf(secret);
        var key = await db.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, ct);
        return key is null ? null : new Holder(key.Id, key.ActsFor, key.Scopes.Split(' ').ToHashSet(StringComparer.Ordinal),
            key.TakenOnAt is not null);
    }

    private static string? SecretOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return authorization["Bearer ".Length..].Trim();
        return request.Headers.TryGetValue("X-Api-Key", out var key) ? key.ToString() : null;
    }

    private bool IsDemoKey(string secret)
    {
        var demo = configuration["OpsPortal:DemoApiKey"];
        return configuration.GetValue<bool>("Demo:Enabled") && !string.IsNullOrEmpty(demo)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(demo));
    }

    // The demo key acts for the demo's finance person: it can make contracts and read, and approve nothing.
    private static async Task<Holder?> DemoHolderAsync(OpsDbContext db, CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Email == "finance@demo.test", ct);
        return person is null ? null : new Holder(DemoKey, person.Id, ApiScope.All.ToHashSet(StringComparer.Ordinal));
    }
}
