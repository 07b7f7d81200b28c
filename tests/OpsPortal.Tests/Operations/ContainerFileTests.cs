using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Shell.Start;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Operations;

/// <summary>What the container file and the compose file name exists in the app: paths, port, user, health check, commands and
/// settings.</summary>
[Trait("Requirement", "OPS-1")]
public sealed partial class ContainerFileTests
{
    private static readonly string Image = Read("Containerfile");
    private static readonly string Compose = Read("compose.yaml");

    [Fact]
    public void Paths_OfTheContainerFile_Exist()
    {
        var project = Regex.Match(Image, @"dotnet publish (\S+)").Groups[1].Value;

        Assert.True(Directory.Exists(Path.Combine(SourceFile.Root, project)), project);
        Assert.Contains($"\"{typeof(Portal).Assembly.GetName().Name}.dll\"", Image, StringComparison.Ordinal);
        Assert.Contains("dockerfile: Containerfile", Compose, StringComparison.Ordinal);
        Assert.DoesNotContain(project.Split('/')[0], Read(".dockerignore").Split('\n'));
    }

    [Fact]
    public void Port_AtWhichItListens_IsExposedAskedAndPublished()
    {
        var port = Regex.Match(Image, @"Urls=http://0\.0\.0\.0:(\d+)").Groups[1].Value;

        Assert.Equal(port, Regex.Match(Image, @"EXPOSE (\d+)").Groups[1].Value);
        Assert.Contains($"/dev/tcp/127.0.0.1/{port}", Image, StringComparison.Ordinal);
        Assert.All(Regex.Matches(Compose, @"ports: \[""\d+:(\d+)""\]"), found => Assert.Equal(port, found.Groups[1].Value));
    }

    [Fact]
    public void User_OfTheContainer_HasNoRightsAndOwnsTheData()
    {
        var user = Regex.Match(Image, @"(?m)^USER (\d+)$").Groups[1].Value;

        Assert.NotEqual("0", user);
        Assert.Contains($"chown {user}:{user} {DataFolder}", Image, StringComparison.Ordinal);
        Assert.Contains($"data:{DataFolder}", Compose, StringComparison.Ordinal);
        Assert.Contains("read_only: true", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthCheck_OfTheContainer_IsARouteOfTheApp()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store);
        portal.MapPortal();
        var routes = ((IEndpointRouteBuilder)portal).DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText);

        Assert.Contains(Regex.Match(Image, @"GET (\S+) HTTP").Groups[1].Value, routes);
    }

    [Fact]
    public async Task Commands_OfTheComposeFile_AreCommandsOfTheApp()
    {
        await using var store = await TestStore.NewAsync(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store);
        var known = portal.Services.GetServices<IConsoleCommand>().Select(command => command.Name).ToList();

        Assert.All(Regex.Matches(Compose, @"command: \[([\w-]+)\]"), found => Assert.Contains(found.Groups[1].Value, known));
        Assert.Contains(Regex.Match(Compose, @"portal-postgres ([\w-]+) """).Groups[1].Value, known);
    }

    /// <summary>A setting that nobody reads would be silently of no effect.</summary>
    [Fact]
    public void Settings_OfBothFiles_StandInTheRunBook()
    {
        var book = Read("docs/operations.md");
        var named = Setting().Matches(Image + Compose).Select(found => found.Value.Replace("__", ":", StringComparison.Ordinal));

        Assert.Empty(named.Append("Urls").Append("PublicAddress").Distinct()
            .Where(setting => !book.Contains($"`{setting}`", StringComparison.Ordinal)
                && !book.Contains($"`{setting}`,", StringComparison.Ordinal)));
    }

    private static string DataFolder => Regex.Match(Image, @"OpsPortal__DataFolder=(\S+)").Groups[1].Value;

    private static string Read(string path) => File.ReadAllText(Path.Combine(SourceFile.Root, path));

    [GeneratedRegex(@"\b[A-Z]\w+?__\w+")]
    private static partial Regex Setting();
}
