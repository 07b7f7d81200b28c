using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Security.Matrix;

internal enum HttpNeed
{
    /// <summary>Open to everybody: it guards itself by a signature, or there is nothing to guard.</summary>
    Nothing,

    /// <summary>Any signed-in person, for themselves.</summary>
    Person,

    Permission,

    /// <summary>A key of the public API with a scope.</summary>
    Key,
}

/// <summary>What is declared for a way in over HTTP.</summary>
/// <param name="Detail">The permission or scope.</param>
/// <param name="Names">The kind of object that the address names, such as <c>InvoiceId</c>; with <c>words</c> where the
/// address also names what only its own tests can name, so that nothing may be found; empty when it names nothing.</param>
internal sealed record HttpDeclaration(HttpNeed Need, string Detail, string Names)
{
    public bool MayFindNothing => Names.EndsWith("words", StringComparison.Ordinal);

    /// <summary>The kind of object that the address names; null when none.</summary>
    public Type? Kind => typeof(LegalEntityId).Assembly.GetTypes().SingleOrDefault(type => type.Name == Names.Split(' ')[0]);

    public static IReadOnlyDictionary<string, HttpDeclaration> Read() => File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Security", "Matrix", "endpoints.csv")).Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(parts => $"{parts[0]} {parts[1]}", parts => Of(parts[2], parts[3]), StringComparer.Ordinal);

    public bool Lets(Column column) => Need switch
    {
        HttpNeed.Permission => column.May(Enum.Parse<Permission>(Detail)),
        _ => true,
    };

    private static HttpDeclaration Of(string needs, string names) => needs.Split(':') switch
    {
        ["nothing"] => new(HttpNeed.Nothing, "", names),
        ["person"] => new(HttpNeed.Person, "", names),
        ["key", var scope] => new(HttpNeed.Key, scope, names),
        [var permission] => new(HttpNeed.Permission, permission, names),
        _ => throw new InvalidDataException(needs),
    };
}
