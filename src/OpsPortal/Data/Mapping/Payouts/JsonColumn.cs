using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OpsPortal.Data.Mapping.Payouts;

/// <summary>Stores a value that is written once and never changed in place (rules, rows, conditions) as one JSON text.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <param name="write">Writes it faster than the serializer, which reads it back.</param>
    public static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property, Func<T, string>? write = null)
        where T : class?
    {
        write ??= value => JsonSerializer.Serialize(value, Options);
        property.HasConversion(
            value => write(value),
            text => JsonSerializer.Deserialize<T>(text, Options)!,
            new ValueComparer<T>(
                (left, right) => JsonSerializer.Serialize(left, Options) == JsonSerializer.Serialize(right, Options),
                value => JsonSerializer.Serialize(value, Options).GetHashCode(StringComparison.Ordinal),
                value => value));
        return property;
    }
}
