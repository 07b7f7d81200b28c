using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Milestones;
using OpsPortal.Features.Operations;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Documents;

/// <summary>With a scanner set no file is taken unscanned, and none with a virus; tried on a real clamd.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class FileScannerTests
{
    private static readonly byte[] Bad = Encoding.ASCII.GetBytes($@"X5O!P%@AP[4\PZX54(P^)7CC)7}}${ClamdServer.Virus}$H+H*");
    private static readonly byte[] Good = Encoding.ASCII.GetBytes("The delivery note of 2 March, signed.");

    [ClamdFact]
    public async Task File_WithAVirus_IsRefusedAndWrittenDown_AndAGoodOneIsNot()
    {
        await using var clamd = await ClamdServer.StartAsync();
        foreach (var address in new[] { clamd.Socket, clamd.Address })
        {
            await using var world = await WorldAsync(address);

            Assert.Equal("shared.file-has-virus", await AddAsync(world, Bad));
            Assert.Equal("shared.not-found", await AddAsync(world, Good));
            Assert.Equal("shared.file-has-virus", await ImportAsync(world, Bad));
            Assert.StartsWith("banking.", await ImportAsync(world, Good), StringComparison.Ordinal);

            await using var db = await world.DbAsync();
            var rows = await db.Set<AuditRow>().Where(row => row.Action == "Refused file with a virus").ToListAsync();
            Assert.Equal(2, rows.Count);
            Assert.All(rows, row => Assert.StartsWith("Test.Eicar.UNOFFICIAL, SHA-256 ", row.After, StringComparison.Ordinal));
            Assert.True((await FindingAsync(world)).Holds);
        }
    }

    [ClamdFact]
    public async Task File_LargerThanTheScannerTakes_IsNotTaken()
    {
        await using var clamd = await ClamdServer.StartAsync();
        await using var world = await WorldAsync(clamd.Socket);

        Assert.Equal("shared.file-not-scanned", await AddAsync(world, new byte[8 * 1024 * 1024]));
        Assert.Equal("shared.not-found", await AddAsync(world, new byte[512 * 1024]));
    }

    [Fact]
    public async Task Scanner_ThatDoesNotAnswer_LetsNoFileIn_AndTheDoctorSaysSo()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        foreach (var address in new[] { "127.0.0.1:9", "/nowhere/clamd.sock", "not an address", $"{mute.LocalEndpoint}" })
        {
            await using var world = await WorldAsync(address);

            Assert.Equal("shared.file-not-scanned", await AddAsync(world, Good));
            Assert.Equal("shared.not-allowed", await AddAsync(world, Good, "auditor"));
            Assert.False((await FindingAsync(world)).Holds);
        }
    }

    [Fact]
    public async Task Scanner_ThatIsNotSet_IsSaidByTheDoctor()
    {
        await using var world = await World.NewAsync();

        Assert.Equal("shared.not-found", await AddAsync(world, Bad));
        Assert.False((await FindingAsync(world)).Holds);
    }

    /// <summary>Whoever takes in a file hands it to the scanner first.</summary>
    [Fact]
    public void UseCase_ThatTakesAFile_HasItScanned()
    {
        var taking = typeof(Portal).Assembly.GetTypes().Where(type => type.GetCustomAttribute<UseCaseAttribute>() is not null)
            .Where(type => type.GetNestedTypes(BindingFlags.NonPublic).Any(command => command.Name == "Command"
                && command.GetProperty("Content") is { } content
                && (content.PropertyType == typeof(byte[]) || content.PropertyType == typeof(Stream)))).ToList();

        Assert.Equal(8, taking.Count);
        Assert.Empty(taking.Where(type => !type.GetConstructors()[0].GetParameters()
            .Any(parameter => parameter.ParameterType == typeof(FileScanner))).Select(type => type.Name));
    }

    private static Task<World> WorldAsync(string scanner) => World.NewAsync(settings: new Dictionary<string, string?>
    {
        [FileScanner.Setting] = scanner, ["Files:ScannerSeconds"] = "5",
    });

    private static async Task<string?> AddAsync(World world, byte[] content, string account = "ops") =>
        (await world.Use<AddEvidence>().RunAsync(
            new(new MilestoneId(Guid.CreateVersion7()), "note.txt", content), world.As(account), default)).Refusal?.Code;

    private static async Task<string?> ImportAsync(World world, byte[] content)
    {
        using var file = new MemoryStream(content);
        return (await world.Use<ImportBankStatement>().RunAsync(new("statement.txt", file), world.As("ops"), default))
            .Outcome.Refusal?.Code;
    }

    private static async Task<Finding> FindingAsync(World world) =>
        (await world.Use<ScannerCheckUp>().LookAsync(null!, default)).Single();
}
