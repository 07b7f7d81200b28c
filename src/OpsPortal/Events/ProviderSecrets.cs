namespace OpsPortal.Events;

/// <summary>The signing secrets of a provider: the current one and, while it is being changed, the previous one.</summary>
[Part]
internal sealed class ProviderSecrets(IConfiguration configuration)
{
    public IReadOnlyList<string> Of(string provider)
    {
        var section = configuration.GetSection($"Providers:{provider}");
        return [.. new[] { section["WebhookSecret"],
            section["WebhookSecretPrevious"] }.Where(secret => !string.IsNullOrWhiteSpace(secret)).Select(s => s!)];
    }
}
