namespace OpsPortal.Events;

/// <summary>Which company a provider's account belongs to, where a payment names neither company nor invoice.</summary>
[Part]
internal sealed class ProviderEntities(IConfiguration configuration)
{
    /// <summary>The company of the setting <c>Providers:Name:LegalEntity</c>, else the first by code.</summary>
    public LegalEntityId? Default(string provider, IReadOnlyDictionary<string, LegalEntityId> byCode)
    {
        if (configuration[$"Providers:{provider}:LegalEntity"] is { Length: > 0 } code && byCode.TryGetValue(code, out var named))
            return named;
        return byCode.Count == 0 ? null : byCode.OrderBy(pair => pair.Key, StringComparer.Ordinal).First().Value;
    }
}
