using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Tests.Security.Matrix;

namespace OpsPortal.Tests.Security.Input;

/// <summary>Puts bad values into each part of the address of an endpoint, and bad headers, bodies and types into its request, as
/// somebody who may call it, and says what broke.</summary>
internal sealed partial class EveryAddress(
    MatrixStore store, Func<HttpDoor, Task<HttpClient>> clientFor, Random seed, int? share)
{
    private const string Unexpected = "data-code=\"page.unexpected\"";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ILookup<string, RouteEndpoint> endpoints = store.Services
        .GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .ToLookup(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), StringComparer.Ordinal);

    public List<string> Faults { get; } = [];

    public int Requests { get; private set; }

    public int Places { get; private set; }

    /// <summary>Endpoints that break with an ordinary request too, because what they need stands half in the store.</summary>
    public List<string> Unstaged { get; } = [];

    public async Task RunAsync(HttpDoor door, Guid id)
    {
        var client = await clientFor(door);
        var whole = PathOf(door, _ => null, id);
        using (var ordinary = await client.SendAsync(Get(door, whole)))
        {
            if ((await ordinary.Content.ReadAsStringAsync()).Contains(Unexpected, StringComparison.Ordinal))
            {
                Unstaged.Add(door.Name);
                return;
            }
        }

        foreach (var name in Parameter().Matches(door.Pattern).Select(part => part.Groups["name"].Value))
        {
            await EachAsync(
                door, HttpCorpus.RouteValues, value => Get(door, PathOf(door, part => part == name ? value : null, id)), client,
                name);
        }

        foreach (var name in QueryNames(door))
            await EachAsync(door, HttpCorpus.Values, value => Get(door, $"{whole}?{name}={value}"), client, name);
        await EachAsync(door, HttpCorpus.Headers, header => WithHeader(door, whole, header), client, "header");
        if (door.Method == "GET")
            return;
        await EachAsync(door, HttpCorpus.Bodies, body => WithBody(door, whole, body), client, "body");
        await EachAsync(door, HttpCorpus.Types, type => WithType(door, whole, type), client, "content type");
        await EachAsync(door, JsonSuite.Bodies, body => WithBody(door, whole, body), client, "JSON");
    }

    private async Task EachAsync<T>(
        HttpDoor door, IReadOnlyList<T> items, Func<T, HttpRequestMessage> request, HttpClient client, string place)
    {
        Places++;
        var chosen = share is { } few ? items.OrderBy(_ => seed.Next()).Take(few) : items;
        foreach (var item in chosen)
            await TryAsync(door, () => request(item), client, $"{place} = {Short(item)}");
    }

    private async Task TryAsync(HttpDoor door, Func<HttpRequestMessage> request, HttpClient client, string what)
    {
        Requests++;
        if (await Patience.FaultAsync(Limit, () => FaultAsync(request, client)) is { } fault)
            Faults.Add($"{door.Name} {what}: {fault}");
    }

    private static async Task<string?> FaultAsync(Func<HttpRequestMessage> request, HttpClient client)
    {
        try
        {
            using var asked = request();
            using var answer = await client.SendAsync(asked);
            var body = await answer.Content.ReadAsStringAsync();
            return (int)answer.StatusCode >= 500 || body.Contains(Unexpected, StringComparison.Ordinal)
                ? $"{(int)answer.StatusCode} {body[..Math.Min(body.Length, 120)]}" : null;
        }
        catch (Exception trouble)
        {
            return $"threw {trouble.GetType().Name} {trouble.GetBaseException().Message}";
        }
    }

    // What a page or a handler reads from the query.
    private IEnumerable<string> QueryNames(HttpDoor door) => endpoints[door.Pattern].SelectMany(endpoint =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page }
            ? page.GetProperties()
                .Select(property => (property.Name, Query: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                .Where(found => found.Query is not null).Select(found => found.Query!.Name ?? found.Name)
            : endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters()
                .Where(parameter => parameter.ParameterType != typeof(CancellationToken)
                    && !door.Pattern.Contains($"{{{parameter.Name}", StringComparison.OrdinalIgnoreCase))
                .Where(parameter => HttpCorpus.IsPlain(parameter.ParameterType))
                .Select(parameter => parameter.Name!) ?? [])
        .Concat(door.Method == "GET" ? ["page", "limit", "cursor"] : []).Distinct(StringComparer.OrdinalIgnoreCase);

    private static HttpRequestMessage Get(HttpDoor door, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(door.Method), new Uri("http://localhost" + path));
        if (door.Method != "GET")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return request;
    }

    private static HttpRequestMessage WithHeader(HttpDoor door, string path, BadHeader header)
    {
        var request = Get(door, path);
        request.Headers.Remove(header.Name);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return request;
    }

    private static HttpRequestMessage WithBody(HttpDoor door, string path, BadBody body)
    {
        var request = Get(door, path);
        request.Content = new ByteArrayContent(body.Bytes);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", body.Type);
        return request;
    }

    private static HttpRequestMessage WithType(HttpDoor door, string path, string type) =>
        WithBody(door, path, new BadBody(type, type, "{\"a\":1}"u8.ToArray()));

    private static string PathOf(HttpDoor door, Func<string, string?> given, Guid id) => Parameter().Replace(door.Pattern, part =>
        given(part.Groups["name"].Value) ?? part.Groups["rule"].Value switch
        {
            "guid" => id.ToString(),
            "int" => "1010",
            var rule when rule.StartsWith("regex", StringComparison.Ordinal) => "json",
            _ => "nothing-here",
        });

    private static string Short(object? item) => item switch
    {
        BadBody body => body.Name,
        BadHeader header => $"{header.Name}: {Short(header.Value)}",
        string { Length: > 40 } text => $"{text[..40]}...",
        _ => $"{item}",
    };

    [GeneratedRegex(@"\{\*?(?<name>[^:}]+)(:(?<rule>regex\([^)]*\)\$\)|[a-z]+))?\}")]
    private static partial Regex Parameter();
}
