using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OpsPortal.Tests.Security.Matrix;

/// <summary>A way in over HTTP: one method on one route, as the running app serves it.</summary>
internal sealed record HttpDoor(string Method, string Pattern)
{
    // What the framework serves itself: scripts, styles and the circuit's socket, which checks in the use case.
    private static readonly string[] Framework = ["/_blazor", "/_framework", "/_content"];

    public string Name => $"{Method} {Pattern}";

    public static IReadOnlyList<HttpDoor> AllOf(IServiceProvider services) =>
        [.. services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .SelectMany(endpoint => MethodsOf(endpoint)
                .Select(method => new HttpDoor(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))
            .Where(door => !Framework.Any(known => door.Pattern.StartsWith(known, StringComparison.Ordinal))
                && !IsAsset(door.Pattern))
            .Distinct().OrderBy(door => door.Name, StringComparer.Ordinal)];

    private static bool IsAsset(string pattern) =>
        !pattern.Contains('{', StringComparison.Ordinal) && Path.HasExtension(pattern)
        && !pattern.EndsWith(".csv", StringComparison.Ordinal);

    // A page answers GET for looking and POST for its own forms.
    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Order(StringComparer.Ordinal).ToList() ?? ["GET"];
}
