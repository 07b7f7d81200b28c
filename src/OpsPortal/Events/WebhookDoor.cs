using System.Security.Cryptography;
using System.Text;
using OpsPortal.Domain.Events;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Providers.Stripe;

namespace OpsPortal.Events;

/// <summary>What a delivery brings: its raw body, taken once before anything reads it, and its headers.</summary>
internal sealed record Delivery(ReadOnlyMemory<byte> Body, Func<string, string?> Header);

/// <summary>Lets a delivery in only when its signature over the raw body is good, and reads what it means.</summary>
[Part]
internal sealed partial class WebhookDoor(
    ProviderSecrets secrets, WebhookCounters counters, IEnumerable<IProviderEventReader> readers, IClock clock,
    ILogger<WebhookDoor> logger)
{
    private static readonly string[] KeptHeaders = ["webhook-id", "webhook-timestamp", "content-type", "user-agent"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The event to store, or null when the signature is not good.</summary>
    public IncomingEvent? Admit(string provider, Delivery delivery)
    {
        var now = clock.GetCurrentInstant();
        var verdict = Verify(provider, delivery, now);
        if (verdict != SignatureVerdict.Good)
        {
            counters.Count(provider, $"refused: {verdict}");
            LogRefused(provider, verdict, delivery.Body.Length);
            return null;
        }

        var deliveredId = provider == SandboxEventReader.Name ? delivery.Header("webhook-id") : null;
        var read = readers.Single(reader => reader.Provider == provider).Read(deliveredId, delivery.Body);
        var unreadable = read.Refusal is { Code: "events.not-json" } refusal ? refusal : null;
        var found = read.IsRefused ? null : read.Value;
        var id = found?.EventId ?? deliveredId ?? $"sha256:{Convert.ToHexStringLower(SHA256.HashData(delivery.Body.Span))}";
        return new IncomingEvent(
            provider, id, found?.Type ?? "unreadable", TextOf(delivery.Body.Span), HeadersOf(delivery), now, found, unreadable);
    }

    private SignatureVerdict Verify(string provider, Delivery delivery, Instant now) => provider == StripeEventReader.Name
        ? StripeSignature.Verify(delivery.Header("Stripe-Signature"), delivery.Body.Span, secrets.Of("Stripe"), now)
        : StandardWebhookSignature.Verify(
            new StandardWebhookHeaders(
                delivery.Header("webhook-id"), delivery.Header("webhook-timestamp"), delivery.Header("webhook-signature")),
            delivery.Body.Span, secrets.Of("Sandbox"), now);

    private static string HeadersOf(Delivery delivery) => string.Join(
        "\n", KeptHeaders.Select(name => (name, value: delivery.Header(name))).Where(h => h.value is not null)
            .Select(h => $"{h.name}: {h.value}"));

    // PostgreSQL keeps no NUL in text, and a body that is not UTF-8 would not come back as it was.
    private static string TextOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var text = Strict.GetString(body);
            if (!text.Contains('\0', StringComparison.Ordinal))
                return text;
        }
        catch (DecoderFallbackException)
        {
        }

        return InboxBody.Base64Mark + Convert.ToBase64String(body);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A {Provider} webhook was refused: {Verdict}, {Bytes} bytes")]
    private partial void LogRefused(string provider, SignatureVerdict verdict, int bytes);
}

/// <summary>The stored body as the bytes that came.</summary>
internal static class InboxBody
{
    public const string Base64Mark = "base64:";

    public static byte[] Bytes(string stored) => stored.StartsWith(Base64Mark, StringComparison.Ordinal)
        ? Convert.FromBase64String(stored[Base64Mark.Length..])
        : Encoding.UTF8.GetBytes(stored);
}
