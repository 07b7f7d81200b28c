namespace OpsPortal.Components;

/// <summary>Amounts by currency as a person types and reads them in a policy: one a line, <c>EUR 10.00</c>.</summary>
internal static class CurrencyAmounts
{
    public static Outcome<Dictionary<string, long>> Read(string lines)
    {
        var read = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            var currency = Currency.Parse(words[0]);
            if (currency.IsRefused)
                return currency.Refusal;
            var amount = Money.Parse(words.Length < 2 ? null : words[1], currency.Value);
            if (amount.IsRefused)
                return amount.Refusal;
            read[currency.Value.Code] = amount.Value.Minor;
        }

        return read;
    }

    public static string Lines(IReadOnlyDictionary<string, long> amounts) => string.Join('\n', amounts
        .OrderBy(amount => amount.Key, StringComparer.Ordinal)
        .Select(amount => $"{amount.Key} {new Money(amount.Value, Currency.Of(amount.Key)).ToDecimalString()}"));

    public static string Words(IReadOnlyDictionary<string, long> amounts) => string.Join(", ", amounts
        .OrderBy(amount => amount.Key, StringComparer.Ordinal)
        .Select(amount => new Money(amount.Value, Currency.Of(amount.Key)).ToString()).DefaultIfEmpty("none"));
}
