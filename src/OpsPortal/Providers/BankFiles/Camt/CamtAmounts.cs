using NodaTime.Text;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Providers.BankFiles.Camt;

/// <summary>Amounts and signs as ISO 20022 writes them.</summary>
internal static class CamtAmounts
{
    public static Outcome<Money> Read(XmlBit? amount)
    {
        var currency = Currency.Parse(amount?.Currency);
        if (currency.IsRefused)
            return currency.Refusal;
        var minor = BankAmount.Parse(amount!.Text, AmountStyle.Point, currency.Value);
        return minor.IsRefused ? minor.Refusal : new Money(minor.Value, currency.Value);
    }

    public static int? Sign(string? indicator) => indicator switch
    {
        "CRDT" => 1,
        "DBIT" => -1,
        _ => null,
    };
}

/// <summary>Dates as ISO 20022 writes them: a day, with or without a time and a zone. The day as written counts.</summary>
internal static class CamtDates
{
    public static LocalDate? Read(string? text) =>
        text is { Length: >= 10 } && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true } day ? day.Value : null;

    /// <summary>As for MT940: banks that count thirty days a month write a 30 February, and its last day is meant.</summary>
    public static (LocalDate Day, bool WasMended)? Lenient(string text)
    {
        if (Read(text) is { } day)
            return (day, false);
        return text.Length >= 10 && text[8..10] is "29" or "30" or "31" && Read(text[..8] + "01") is { } first
            ? (first.With(DateAdjusters.EndOfMonth), true) : null;
    }
}
