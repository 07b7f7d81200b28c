using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsPortal.Features.Operations;

/// <summary>A package of others, with the SHA-512 of its file in base64, and the packages that it asks for by name.</summary>
internal sealed record Component(string Name, string Version, string Hash, IReadOnlyList<string> Needs)
{
    /// <summary>The name that everybody else gives the package (Package URL).</summary>
    public string Purl => $"pkg:nuget/{Name}@{Version}";
}

/// <summary>
/// What the portal is made of: every package that the restore of its project took, direct and transitive, as CycloneDX 1.6. The
/// same restore makes the same bytes.
/// </summary>
internal static class BillOfMaterials
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="assets">The <c>project.assets.json</c> of the restore.</param>
    /// <param name="hashOf">The hash of a package that was taken as a file, by name and version.</param>
    public static string Of(JsonElement assets, Func<string, string, string> hashOf)
    {
        var all = Components(assets, hashOf);
        var byName = all.ToDictionary(component => component.Name, StringComparer.OrdinalIgnoreCase);
        var framework = Only(assets.GetProperty("project").GetProperty("frameworks"));
        var direct = Direct(framework).Concat(Taken(framework).Select(taken => taken.Name))
            .Concat(OwnProjects(assets).SelectMany(Needs)).ToList();
        var shipped = Reached(Direct(framework, shippedOnly: true).Concat(OwnProjects(assets).SelectMany(Needs))
            .Concat(Taken(framework).Select(taken => taken.Name)), byName);
        var project = assets.GetProperty("project");
        var name = project.GetProperty("restore").GetProperty("projectName").GetString()!;
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject { ["component"] = Own(name, project.GetProperty("version").GetString()!) },
            ["components"] = new JsonArray([.. all.Select(component => Row(component, shipped.Contains(component.Name)))]),
            ["dependencies"] = new JsonArray(
                [Asks(name, direct, byName), .. all.Select(component => Asks(component.Purl, component.Needs, byName))]),
        }.ToJsonString(Indented);
    }

    private static List<Component> Components(JsonElement assets, Func<string, string, string> hashOf)
    {
        var graph = Only(assets.GetProperty("targets"));
        var restored = assets.GetProperty("libraries").EnumerateObject().Where(library => IsPackage(library.Value))
            .Select(library => Named(library.Name) is var (name, version)
                ? new Component(name, version, library.Value.GetProperty("sha512").GetString()!,
                    graph.TryGetProperty(library.Name, out var asked) ? [.. Needs(asked)] : [])
                : throw new JsonException(library.Name));
        var taken = Taken(Only(assets.GetProperty("project").GetProperty("frameworks")))
            .Select(one => new Component(one.Name, one.Version, hashOf(one.Name, one.Version), []));
        return [.. restored.Concat(taken).OrderBy(component => component.Purl, StringComparer.Ordinal)];
    }

    /// <summary>Packages of which a file is taken without a reference, each in one version.</summary>
    private static IEnumerable<(string Name, string Version)> Taken(JsonElement framework) =>
        framework.TryGetProperty("downloadDependencies", out var taken)
            ? taken.EnumerateArray().Select(one => (one.GetProperty("name").GetString()!,
                one.GetProperty("version").GetString()!.Trim('[', ']').Split(',')[0]))
            : [];

    private static IEnumerable<string> Direct(JsonElement framework, bool shippedOnly = false) =>
        framework.GetProperty("dependencies").EnumerateObject()
            .Where(one => !shippedOnly || !one.Value.TryGetProperty("suppressParent", out _)).Select(one => one.Name);

    private static IEnumerable<JsonElement> OwnProjects(JsonElement assets) => Only(assets.GetProperty("targets"))
        .EnumerateObject().Select(library => library.Value).Where(library => !IsPackage(library));

    private static IEnumerable<string> Needs(JsonElement library) =>
        library.TryGetProperty("dependencies", out var asked) ? asked.EnumerateObject().Select(one => one.Name) : [];

    private static HashSet<string> Reached(IEnumerable<string> from, Dictionary<string, Component> byName)
    {
        var reached = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(from);
        while (open.TryDequeue(out var name))
        {
            if (byName.TryGetValue(name, out var component) && reached.Add(name))
                component.Needs.ToList().ForEach(open.Enqueue);
        }

        return reached;
    }

    private static JsonObject Own(string name, string version) =>
        new() { ["type"] = "application", ["bom-ref"] = name, ["name"] = name, ["version"] = version };

    private static JsonObject Row(Component component, bool isShipped) => new()
    {
        ["type"] = "library",
        ["bom-ref"] = component.Purl,
        ["name"] = component.Name,
        ["version"] = component.Version,
        ["scope"] = isShipped ? "required" : "excluded",
        ["hashes"] = new JsonArray(new JsonObject
        {
            ["alg"] = "SHA-512",
            ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(component.Hash)),
        }),
        ["purl"] = component.Purl,
    };

    private static JsonObject Asks(string asker, IEnumerable<string> needs, Dictionary<string, Component> byName) => new()
    {
        ["ref"] = asker,
        ["dependsOn"] = new JsonArray([.. needs.Where(byName.ContainsKey).Select(name => byName[name].Purl)
            .Distinct().Order(StringComparer.Ordinal).Select(purl => JsonValue.Create(purl))]),
    };

    private static bool IsPackage(JsonElement library) => library.GetProperty("type").GetString() == "package";

    private static (string Name, string Version) Named(string key) => key.Split('/') is [var name, var version]
        ? (name, version) : throw new JsonException($"'{key}' is no package with its version.");

    // One framework is built for.
    private static JsonElement Only(JsonElement parent) => parent.EnumerateObject().First().Value;
}
