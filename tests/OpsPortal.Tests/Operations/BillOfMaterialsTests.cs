using System.Diagnostics;
using System.Text.Json;
using OpsPortal.Features.Operations;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Operations;

/// <summary>The bill of materials names whatever the restore of the portal took, by the hash that the restore compared.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class BillOfMaterialsTests
{
    private static readonly string Assets = Path.Combine(SourceFile.Root, "src", "OpsPortal", "obj", "project.assets.json");

    [Fact]
    public async Task Bill_NamesEveryPackageOfTheRestore_WithItsVersionAndHash()
    {
        using var assets = JsonDocument.Parse(await File.ReadAllTextAsync(Assets));
        using var bill = await BillAsync();

        var restored = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => $"{library.Name} {library.Value.GetProperty("sha512").GetString()}");
        var taken = assets.RootElement.GetProperty("project").GetProperty("frameworks").EnumerateObject().Single().Value
            .GetProperty("downloadDependencies").EnumerateArray().Select(one => one.GetProperty("name").GetString());
        var rows = Rows(bill).ToDictionary(row => row.Name, row => row.Text);

        Assert.Equal(restored.Order(StringComparer.Ordinal), rows.Where(row => !taken.Contains(row.Key))
            .Select(row => row.Value).Order(StringComparer.Ordinal));
        Assert.All(taken, name => Assert.Matches($@"^{name}/\S+ \S{{88}}$", rows[name!]));
    }

    [Fact]
    public async Task Bill_TellsWhoAsksForWhat_AndWhatIsNotShipped()
    {
        using var bill = await BillAsync();
        var asks = bill.RootElement.GetProperty("dependencies").EnumerateArray().ToDictionary(
            one => one.GetProperty("ref").GetString()!,
            one => one.GetProperty("dependsOn").EnumerateArray().Select(asked => asked.GetString()!.Split('@')[0]).ToList());
        var scopes = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
            row => row.GetProperty("name").GetString()!, row => row.GetProperty("scope").GetString());

        Assert.Contains("pkg:nuget/Npgsql.EntityFrameworkCore.PostgreSQL", asks["OpsPortal"]);
        var provider = asks.Keys.Single(name => name.StartsWith("pkg:nuget/Npgsql.EntityF", StringComparison.Ordinal));
        Assert.Contains("pkg:nuget/Npgsql", asks[provider]);
        Assert.Equal(("required", "required", "excluded"),
            (scopes["Npgsql"], scopes["NodaTime"], scopes["Microsoft.EntityFrameworkCore.Design"]));
        Assert.Empty(scopes.Keys.Select(name => $"pkg:nuget/{name}").Except(asks.Values.SelectMany(asked => asked)));
    }

    [Fact]
    public async Task Publishing_WritesTheBillBesideTheProgram()
    {
        var folder = Directory.CreateTempSubdirectory("ops-bill-").FullName + Path.DirectorySeparatorChar;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(SourceFile.Root, "src", "OpsPortal"), "-nologo",
            "-t:WriteBillOfMaterials", $"-p:Configuration={configuration}", $"-p:PublishDir={folder}"]);

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(await BillOfMaterialsCommand.OfAsync(Assets, default),
            await File.ReadAllTextAsync(Path.Combine(folder, "bill-of-materials.cdx.json")));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<JsonDocument> BillAsync() =>
        JsonDocument.Parse(await BillOfMaterialsCommand.OfAsync(Assets, default));

    private static IEnumerable<(string Name, string Text)> Rows(JsonDocument bill) =>
        bill.RootElement.GetProperty("components").EnumerateArray().Select(row =>
        {
            var name = row.GetProperty("name").GetString()!;
            var hash = Convert.FromHexString(row.GetProperty("hashes")[0].GetProperty("content").GetString()!);
            return (name, $"{name}/{row.GetProperty("version").GetString()} {Convert.ToBase64String(hash)}");
        });
}
