using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Close;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Close;

public sealed class CheckpointTests
{
    private static readonly Actor Clockwork = Actor.System("checkpoints");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-2")]
    public async Task Keep_PastTheHour_OpensOneCaseForEachMissedOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await SetAsync(world.Use<SetCheckpoint>(), world.As("controller1"), "provider-report", false);
        var keep = world.Use<KeepCheckpoints>();
        Assert.Equal(0, CloseWorld.Done(await keep.RunAsync(Clockwork, default)));
        await using (var before = await world.DbAsync())
            Assert.Equal(CheckpointState.Due, (await before.Set<Checkpoint>().SingleAsync()).State);

        world.Clock.Set(Instant.FromUtc(2026, 3, 3, 12, 30));

        Assert.Equal(1, CloseWorld.Done(await keep.RunAsync(Clockwork, default)));
        Assert.Equal(0, CloseWorld.Done(await keep.RunAsync(Clockwork, default)));
        await using var db = await world.DbAsync();
        var missed = await db.Set<Checkpoint>().SingleAsync(one => one.State == CheckpointState.Missed);
        Assert.Equal(new LocalDate(2026, 3, 2), missed.Day);
        Assert.Equal(1, await db.Set<ExceptionCase>().CountAsync(one => one.Type == ExceptionType.MissedCheckpoint));
    }

    [Fact]
    [Trait("Requirement", "REC-2")]
    public async Task Review_ByWhoDidIt_IsRefused()
    {
        await using var world = await World.NewAsync();
        var (doer, other) = (world.As("finance"), world.As("controller2"));
        await SetAsync(world.Use<SetCheckpoint>(), world.As("controller1"), "safeguarding", false);
        await world.Use<KeepCheckpoints>().RunAsync(Clockwork, default);
        var work = world.Use<WorkCheckpoint>();
        await using var db = await world.DbAsync();
        var id = await db.Set<Checkpoint>().Select(one => one.Id).SingleAsync();

        Assert.Equal("close.note-missing", (await work.CompleteAsync(id, "", doer, default)).Refusal?.Code);
        CloseWorld.Done(await work.CompleteAsync(id, "Covered, EUR 12.00 over.", doer, default));
        Assert.Equal("shared.not-allowed", (await work.ReviewAsync(id, doer, default)).Refusal?.Code);
        var checkpoint = await db.Set<Checkpoint>().AsNoTracking().SingleAsync();
        Assert.Equal("close.checkpoint-four-eyes", checkpoint.Review(doer.Person, world.Now).Refusal?.Code);
        CloseWorld.Done(await work.ReviewAsync(id, other, default));
        Assert.Equal("close.checkpoint-state", (await work.ReviewAsync(id, world.As("controller1"), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-2")]
    public async Task Approve_WhileAMissedCheckpointStopsPayouts_IsRefusedByName(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.SubmittedAsync();
        await SetAsync(world.Use<SetCheckpoint>(), world.Controller1, "provider-report", false);
        var day = world.Now.InUtc().Date;
        await using (var db = await world.DbAsync())
        {
            var missed = new Checkpoint(new(Guid.CreateVersion7()), World.Ireland, "provider-report", day, world.Now);
            Assert.Null(missed.Miss().Refusal);
            db.Add(missed);
            await db.SaveChangesAsync();
        }

        Assert.Null((await world.ApproveAsync(batch, world.Controller1)).Refusal);
        await SetAsync(world.Use<SetCheckpoint>(), world.Controller1, "provider-report", true);
        var refused = await world.ApproveAsync(batch, world.Controller2);

        Assert.Contains("The checkpoint \"Provider report in\"", refused.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("was missed.", refused.Refusal.Text, StringComparison.Ordinal);
    }

    private static async Task SetAsync(SetCheckpoint use, Actor by, string code, bool blocks) =>
        CloseWorld.Done(await use.RunAsync(new(World.Ireland, code, blocks), by, default));
}
