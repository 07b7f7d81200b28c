using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Api;

/// <summary>A program's key: only its hash is stored. It acts for the person who answers for it, within its scopes, and not
/// before that person has taken it on: nobody gives away another's name.</summary>
internal sealed class ApiKey
{
    private ApiKey()
    {
    }

    public ApiKeyId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The first characters, so that people can tell keys apart.</summary>
    public string Shown { get; private set; } = "";

    public string Hash { get; private set; } = "";

    /// <summary>The scopes, separated by spaces.</summary>
    public string Scopes { get; private set; } = "";

    public PersonId ActsFor { get; private set; }

    public PersonId MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    /// <summary>When the person whom it acts for took it on; null while it waits for that and does nothing.</summary>
    public Instant? TakenOnAt { get; private set; }

    public Instant? RevokedAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>A new key and its secret, which is shown once and never again.</summary>
    public static (ApiKey Key, string Secret) Make(
        string name, IEnumerable<string> scopes, PersonId actsFor, PersonId by, Instant now)
    {
        var secret = $"opk_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        var key = new ApiKey
        {
            Id = new(Guid.CreateVersion7()),
            Name = name,
            Shown = secret[..10],
            Hash = HashOf(secret),
            Scopes = string.Join(' ', scopes.Order(StringComparer.Ordinal)),
            ActsFor = actsFor,
            MadeBy = by,
            MadeAt = now,
            TakenOnAt = actsFor == by ? now : null,
        };
        return (key, secret);
    }

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The person whom it acts for answers for it from now on.</summary>
    public Outcome TakeOn(Instant now)
    {
        if (RevokedAt is not null)
            return ApiRefusals.KeyIsOver;
        TakenOnAt ??= now;
        return Outcome.Done;
    }

    public void Revoke(Instant now) => RevokedAt ??= now;
}
