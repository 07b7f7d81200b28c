using System.Text.Json;
using System.Text.Unicode;
using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>Reading providers' JSON: unknown fields are tolerated, a property named twice is not.</summary>
internal static class EventJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static Outcome<JsonDocument> Parse(ReadOnlyMemory<byte> body)
    {
        if (!IsText(body.Span))
            return EventsRefusals.NotJson;
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return EventsRefusals.NotJson;
        }
        catch (JsonException)
        {
            return EventsRefusals.NotJson;
        }
    }

    /// <summary>False for bytes with broken characters inside of texts and names: the parser takes them, and fails only when
    /// somebody reads or compares one.</summary>
    public static bool IsText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return false;
        if (body.IndexOf("\\ud"u8) < 0 && body.IndexOf("\\uD"u8) < 0)
            return true;
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }

            return true;
        }
        catch (Exception trouble) when (trouble is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static long? Whole(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    public static JsonElement Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}
