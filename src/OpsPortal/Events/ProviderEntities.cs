using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Events;

/// <summary>Which company a provider's account belongs to, where a payment names neither company nor invoice.</summary>
[Part]
internal sealed class ProviderEntities(IConfiguration configuration)
{
    /// <summary>The companies by code.</summary>
    public static async Task<Dictionary<string, LegalEntityId>> ByCodeAsync(OpsDbContext db, CancellationToken ct) =>
        await db.Set<LegalEntity>().AsNoTracking().Select(entity => new { entity.Code, entity.Id })
            .ToDictionaryAsync(entity => entity.Code, entity => entity.Id, StringComparer.OrdinalIgnoreCase, ct);

    /// <summary>The company of the setting <c>Providers:Name:LegalEntity</c>, else the first by code.</summary>
    public LegalEntityId? Default(string provider, Dictionary<string, LegalEntityId> byCode)
    {
        if (configuration[$"Providers:{provider}:LegalEntity"] is { Length: > 0 } code && byCode.TryGetValue(code, out var named))
            return named;
        return byCode.Count == 0 ? null : byCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).First().Value;
    }
}
