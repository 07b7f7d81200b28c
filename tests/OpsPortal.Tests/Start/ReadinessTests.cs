using System.Net;
using Microsoft.Extensions.Configuration;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Features.Operations;

namespace OpsPortal.Tests.Start;

/// <summary>What an app that cannot keep what comes in says of itself. Outages under load: <c>FullDiskTests</c>.</summary>
public sealed class ReadinessTests
{
    private const string Words = "the disk of the books has ";
    private static readonly Dictionary<string, string?> WantsMoreThanThereIs = new() { [DataDisk.Setting] = "1000000000" };

    [Theory, OnSqlite, OnPostgres]
    public async Task Ready_WhenTheDiskHasTooLittleRoom_IsRedAndSaysWhatToDo(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind, WantsMoreThanThereIs);

        using var answer = await host.CreateClient().GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var words = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith($"not ready: {Words}", words, StringComparison.Ordinal);
        Assert.EndsWith("make room", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WhenTheDiskHasTooLittleRoom_SaysTheSame()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite, WantsMoreThanThereIs);

        var disk = (await world.Use<DoctorCommand>().FindingsAsync(default)).Single(finding => finding.What == "disk");

        Assert.False(disk.Holds);
        Assert.StartsWith(Words, disk.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void WhyFull_OfADatabaseNamedWithoutItsFolder_LooksAtTheDiskItWouldBeOn()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = "Sqlite", ["ConnectionStrings:OpsPortal"] = "Data Source=books.db",
            ["OpsPortal:DataFolder"] = Path.GetTempPath(), [DataDisk.Setting] = "0",
        }).Build();
        var folder = new DataFolder(settings);

        Assert.Null(new DataDisk(folder, DatabaseSettings.Read(settings, folder), settings).WhyFull());
    }
}
