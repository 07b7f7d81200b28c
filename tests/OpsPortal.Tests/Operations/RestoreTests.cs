using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Features.Operations;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Operations;

/// <summary>The trap of every backup: what it says was not sent may have been sent since.</summary>
[Trait("Requirement", "EVT-6")]
public sealed class RestoreTests
{
    private static readonly Actor Job = Actor.System("payout-dispatch");

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Restored_WhenPayoutsWereSentAfterTheBackup_SendsNoneOfThemAgain(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 3);
        await world.TransmittedAsync();
        var bank = new FakeBank();
        foreach (var instruction in (await world.InstructionsAsync()).Take(2))
            bank.Taken[instruction.Key] = 1;

        var doubted = await world.Use<DoubtWaitingPayouts>().RunAsync(Actor.System("restored"), default);
        for (var round = 0; round < 2; round++)
        {
            await bank.DispatchAsync(world.Services);
            await bank.EnquireAsync(world.Services);
            world.Clock.Advance(Duration.FromMinutes(1));
        }

        await bank.DispatchAsync(world.Services);
        Assert.Equal(3, doubted.Value);
        Assert.All(bank.Taken.Values, times => Assert.Equal(1, times));
        Assert.Equal((3, 1), (bank.Taken.Count, bank.Calls));
        Assert.All(await world.InstructionsAsync(), one => Assert.Equal(InstructionState.Answered, one.State));
    }

    [Fact]
    public async Task Restored_WhenTheProviderMayHaveForgottenTheKey_LeavesItToPeople()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 1);
        await world.TransmittedAsync();
        world.Clock.Advance(Duration.FromDays(2));
        var bank = new FakeBank();

        await world.Use<DoubtWaitingPayouts>().RunAsync(Actor.System("restored"), default);
        for (var round = 0; round < 5; round++)
        {
            await bank.EnquireAsync(world.Services);
            await bank.DispatchAsync(world.Services);
            world.Clock.Advance(Duration.FromMinutes(20));
        }

        Assert.Equal(0, bank.Calls);
        Assert.Equal(InstructionState.Unknown, Assert.Single(await world.InstructionsAsync()).State);
    }

    [Fact]
    public async Task Backup_PutBackElsewhere_HoldsWhatTheDigestSays()
    {
        await using var world = await PayoutWorld.NewAsync();
        await world.TransmittedAsync();
        world.Clock.Advance(Duration.FromHours(1));
        var file = Path.Combine(Path.GetTempPath(), $"backup-{Guid.NewGuid():N}.zip");
        var place = Directory.CreateTempSubdirectory("restored-").FullName;
        try
        {
            await world.Use<BackupCommand>().WriteAsync(file, default);
            await ZipFile.ExtractToDirectoryAsync(file, place);
            await using var restored = TestStore.Empty(StoreKind.Sqlite);
            Directory.Delete(restored.Folder);
            Directory.Move(place, restored.Folder);
            var digest = Digest.Parse(await File.ReadAllTextAsync(Path.Combine(restored.Folder, BackupCommand.DigestEntry)))!;
            await using var portal = TestPortal.Build(restored);

            var findings = await portal.Services.GetRequiredService<CheckDigestCommand>().FindingsAsync(digest, default);

            Assert.True(digest.Entries > 0);
            Assert.All(findings, finding => Assert.True(finding.Holds, finding.Words));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
