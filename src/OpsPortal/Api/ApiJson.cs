using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;

namespace OpsPortal.Api;

/// <summary>JSON as the public API reads and writes it: strict on the way in, unknown fields and repeated properties
/// refused.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            MaxDepth = 32,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new InstantJson());
        options.Converters.Add(new LocalDateJson());
        return options;
    }

    private sealed class InstantJson : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            OffsetDateTimePattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } parsed
                ? parsed.Value.ToInstant()
                : throw new JsonException("Not a date and time with its offset, such as 2026-03-02T09:00:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }

    private sealed class LocalDateJson : JsonConverter<LocalDate>
    {
        public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            LocalDatePattern.Iso.Parse(reader.GetString() ?? "") is { Success: true } parsed
                ? parsed.Value
                : throw new JsonException("Not a date such as 2026-03-02.");

        public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
    }
}

/// <summary>Money in JSON: a decimal string in the currency's own decimals.</summary>
internal sealed record MoneyJson(string Amount, string Currency)
{
    public static MoneyJson Of(Money money) => new(money.ToDecimalString(), money.Currency.Code);

    public static MoneyJson Of(long minor, Currency currency) => Of(new Money(minor, currency));

    public Outcome<Money> Read()
    {
        var currency = Domain.Shared.Currency.Parse(Currency);
        return currency.IsRefused ? currency.Refusal : Money.Parse(Amount, currency.Value);
    }
}
