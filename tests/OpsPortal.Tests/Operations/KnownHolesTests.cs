using System.Diagnostics;
using System.Runtime.Versioning;
using OpsPortal.Tests.Tidy;

namespace OpsPortal.Tests.Operations;

/// <summary>What the script says of known holes, by what the feed answers: silence is not taken for a clean bill.</summary>
[Trait("Requirement", "SEC-5")]
[SupportedOSPlatform("linux")]
public sealed class KnownHolesTests
{
    private const string Hole = "   > Old.Package      1.0.0      1.0.0      High      an advisory";

    [Theory]
    [InlineData("", "", 0, "not learnt")]
    [InlineData("", Hole, 0, "not learnt")]
    [InlineData(Hole, "", 0, "none, says the package feed")]
    [InlineData(Hole, Hole, 1, "Old.Package")]
    public async Task Script_SaysWhatWasLearnt(string ofTheWellKnown, string ofThePortal, int exitCode, string words)
    {
        var folder = Directory.CreateTempSubdirectory("ops-holes-").FullName;
        var feed = Path.Combine(folder, "dotnet");
        await File.WriteAllTextAsync(feed, $"""
            #!/bin/sh
            case "$*" in list*WellKnown*) echo '{ofTheWellKnown}';; list*) echo '{ofThePortal}';; esac

            """);
        File.SetUnixFileMode(feed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", [Path.Combine(SourceFile.Root, "scripts", "known-holes.sh")])
        {
            RedirectStandardOutput = true,
            Environment = { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" },
        };

        using var script = Process.Start(start)!;
        var said = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();

        Assert.Equal(exitCode, script.ExitCode);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
