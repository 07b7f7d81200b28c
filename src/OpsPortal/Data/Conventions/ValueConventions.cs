using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Data.Conventions;

/// <summary>How the domain's own value types are stored, once for every entity.</summary>
internal static class ValueConventions
{
    private const int EnumLength = 40;

    public static void Configure(ModelConfigurationBuilder builder)
    {
        builder.Properties<Instant>().HaveConversion<InstantConverter>();
        builder.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        builder.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3);
        foreach (var type in typeof(IId<>).Assembly.GetTypes().Where(IsId))
            builder.Properties(type).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
        foreach (var type in typeof(IId<>).Assembly.GetTypes().Where(type => type.IsEnum && !StoredAsNumber(type)))
            builder.Properties(type).HaveConversion<string>().HaveMaxLength(EnumLength);
    }

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    // An account's value is its code in the chart; everything else is stored under its name.
    private static bool StoredAsNumber(Type type) => type is { Namespace: "OpsPortal.Domain.Ledger", Name: "Account" };
}

internal sealed class InstantConverter() : ValueConverter<Instant, long>(
    instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));

internal sealed class LocalDateConverter() : ValueConverter<LocalDate, DateOnly>(
    date => Kept(date), date => LocalDate.FromDateOnly(date))
{
    private static DateOnly Kept(LocalDate date) => date.Year is >= 1 and <= 9999
        ? date.ToDateOnly()
        : throw new OverflowException($"No database keeps the year {date.Year}.");
}

internal sealed class CurrencyConverter() : ValueConverter<Currency, string>(
    currency => currency.Code, code => Currency.Of(code));

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Make(value))
    where TId : struct, IId<TId>
{
    // An expression tree cannot call a static interface member itself.
    private static TId Make(Guid value) => TId.From(value);
}
