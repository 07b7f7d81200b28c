namespace OpsPortal.Tests.Security.Matrix;

internal static class Kinds
{
    /// <summary>True when the type implements this open generic interface.</summary>
    public static bool IsAmong(this Type open, Type type) =>
        type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == open);
}
