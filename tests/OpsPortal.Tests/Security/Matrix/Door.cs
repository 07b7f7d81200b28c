using System.Reflection;
using OpsPortal.Access;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>A way in: one method of a use case that somebody can call in their own name.</summary>
internal sealed record Door(string Name, Type UseCase, MethodInfo Method)
{
    /// <summary>Every public method of every use case and query that takes an actor, found at run time.</summary>
    public static IReadOnlyList<Door> All { get; } =
        [.. typeof(UseCaseAttribute).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<UseCaseAttribute>() is not null)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Actor)))
                .Select(method => new Door(NameOf(type, method), type, method)))
            .OrderBy(door => door.Name, StringComparer.Ordinal)];

    /// <summary>The kinds of objects that a caller names.</summary>
    public IReadOnlySet<Type> Kinds
    {
        get
        {
            var kinds = new HashSet<Type>();
            _ = new Arguments(kind => kinds.Add(kind) ? default : default, null!).For(Method);
            return kinds;
        }
    }

    // Overloads are told apart by what they take.
    private static string NameOf(Type type, MethodInfo method)
    {
        var name = $"{type.FullName!["OpsPortal.".Length..]}.{method.Name}";
        return type.GetMethods().Count(other => other.Name == method.Name) == 1 ? name
            : $"{name}({string.Join(' ', method.GetParameters().SkipLast(2).Select(parameter => parameter.Name))})";
    }
}
