using System.Collections;
using System.Reflection;
using System.Text;
using OpsPortal.Access;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>Makes a whole set of arguments for any use case: words where words are wanted, and ids as they are given to
/// it.</summary>
/// <param name="fields">What is put into single fields; null where nothing is. With it, fields that may be left out are
/// reached too.</param>
internal sealed class Arguments(Func<Type, Guid> idOf, Actor actor, FieldsOf? fields = null)
{
    private const int Deepest = 6;

    public object?[] For(MethodInfo method) => [.. method.GetParameters().Select(parameter => Of(parameter, 0))];

    private object? Of(ParameterInfo parameter, int depth)
    {
        var type = parameter.ParameterType;
        if (type == typeof(Actor))
            return actor;
        if (type == typeof(CancellationToken))
            return CancellationToken.None;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (depth == 0 || !parameter.HasDefaultValue || typeof(IId<>).IsAmong(plain))
            return Of(plain, parameter.Name ?? "", depth);
        if (fields is null)
            return parameter.DefaultValue;
        var filled = fields.Filled;
        var made = Of(plain, parameter.Name ?? "", depth);
        return fields.Filled > filled ? made : parameter.DefaultValue;
    }

    private object? Of(Type type, string name, int depth)
    {
        if (fields?.Meets(type, name) == true)
            return fields.Item;
        if (typeof(IId<>).IsAmong(type))
            return type.GetMethod("From")!.Invoke(null, [idOf(type)]);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0);
        if (Simple(type, name) is { } simple)
            return simple;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
        if (ItemOf(type) is { } item)
            return ListOf(type, item, name, depth);
        if (type.IsInterface || type.IsAbstract || typeof(Delegate).IsAssignableFrom(type) || depth > Deepest)
            return null;
        return Made(type, depth);
    }

    private object? Simple(Type type, string name) => type switch
    {
        _ when type == typeof(string) => Words(name),
        _ when type == typeof(Guid) => Guid.CreateVersion7(),
        _ when type == typeof(int) || type == typeof(long) || type == typeof(decimal) || type == typeof(short) =>
            Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture),
        _ when type == typeof(bool) => false,
        _ when type == typeof(Currency) => Currency.Of("EUR"),
        _ when type == typeof(Money) => new Money(100, Currency.Of("EUR")),
        _ when type == typeof(Instant) => Instant.FromUtc(2026, 3, 2, 9, 0),
        _ when type == typeof(LocalDate) => new LocalDate(2026, 3, 2),
        _ when type == typeof(LocalTime) => new LocalTime(9, 0),
        _ when type == typeof(YearMonth) => new YearMonth(2026, 3),
        _ when type == typeof(byte[]) => Encoding.UTF8.GetBytes("evidence"),
        _ when type == typeof(Stream) => new MemoryStream(Encoding.UTF8.GetBytes("evidence")),
        _ => null,
    };

    private static string Words(string name) => name.ToLowerInvariant() switch
    {
        var field when field.Contains("currency", StringComparison.Ordinal) => "EUR",
        var field when field.Contains("email", StringComparison.Ordinal) => "somebody@example.test",
        _ => "Words that say why",
    };

    private static Type? ItemOf(Type type) => type.IsArray
        ? type.GetElementType()
        : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var only]
            ? only
            : null;

    private object? ListOf(Type type, Type item, string name, int depth)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Of(item, name, depth + 1), 0);
        return type.IsInstanceOfType(list) ? list : Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(item), list);
    }

    private object? Made(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(found => found.GetParameters().Length).FirstOrDefault();
        if (constructor is null)
            return null;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && Wanted(p)))
            property.SetValue(made, Of(property.PropertyType, property.Name, depth + 1));
        return made;
    }

    private static bool Wanted(PropertyInfo property) =>
        property.CustomAttributes.Any(found => found.AttributeType.Name == "RequiredMemberAttribute");
}
