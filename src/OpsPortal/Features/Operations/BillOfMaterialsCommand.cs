using System.Text.Json;

namespace OpsPortal.Features.Operations;

/// <summary><c>bill-of-materials ASSETS FILE</c>: writes which packages the portal is made of. Publishing does so by
/// itself.</summary>
internal sealed class BillOfMaterialsCommand : IConsoleCommand
{
    public string Name => "bill-of-materials";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        if (arguments is not [var assets, var file] || !File.Exists(assets))
        {
            await Console.Error.WriteLineAsync(
                "Say where the restore left project.assets.json and which file to write: bill-of-materials ASSETS FILE");
            return 2;
        }

        await File.WriteAllTextAsync(file, await OfAsync(assets, ct), ct);
        await Console.Out.WriteLineAsync($"{file} names every package with version and hash (CycloneDX 1.6).");
        return 0;
    }

    internal static async Task<string> OfAsync(string assets, CancellationToken ct)
    {
        await using var stream = File.OpenRead(assets);
        using var read = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
        var folders = read.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return BillOfMaterials.Of(read.RootElement, (name, version) => HashOf(folders, name, version));
    }

    private static string HashOf(IReadOnlyList<string> folders, string name, string version)
    {
        var path = folders.Select(folder => Path.Combine(folder, name.ToLowerInvariant(), version, ".nupkg.metadata"))
            .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException($"{name} {version} was not restored.");
        using var metadata = JsonDocument.Parse(File.ReadAllText(path));
        return metadata.RootElement.GetProperty("contentHash").GetString()!;
    }
}
