using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Close;
using OpsPortal.Tests.Payouts;
using OpsPortal.Tests.Reconciliation;

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
        Assert.Equal(0, Done(await keep.RunAsync(Clockwork, default)));
        await using (var before = await world.DbAsync())
            Assert.Equal(CheckpointState.Due, (await before.Set<Checkpoint>().SingleAsync()).State);

        world.Clock.Set(Instant.FromUtc(2026, 3, 3, 12, 30));

        Assert.Equal(1, Done(await keep.RunAsync(Clockwork, default)));
        Assert.Equal(0, Done(await keep.RunAsync(Clockwork, default)));
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
        Done(await work.CompleteAsync(id, "Covered, EUR 12.00 over.", doer, default));
        Assert.Equal("shared.not-allowed", (await work.ReviewAsync(id, doer, default)).Refusal?.Code);
        var checkpoint = await db.Set<Checkpoint>().AsNoTracking().SingleAsync();
        Assert.Equal("close.checkpoint-four-eyes", checkpoint.Review(doer.Person, world.Now).Refusal?.Code);
        Done(await work.ReviewAsync(id, other, default));
        Assert.Equal("close.checkpoint-state", (await work.ReviewAsync(id, world.As("controller1"), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-2")]
    public async Task Complete_AfterItWasMissed_ClosesItsCaseInTheNameOfWhoDidIt(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var finance = world.As("finance");
        await SetAsync(world.Use<SetCheckpoint>(), world.As("controller1"), "safeguarding", false);
        await world.Use<KeepCheckpoints>().RunAsync(Clockwork, default);
        world.Clock.Set(Instant.FromUtc(2026, 3, 3, 12, 30));
        await world.Use<KeepCheckpoints>().RunAsync(Clockwork, default);
        await using var db = await world.DbAsync();
        var id = await db.Set<Checkpoint>().Where(one => one.State == CheckpointState.Missed).Select(one => one.Id).SingleAsync();

        Done(await world.Use<WorkCheckpoint>().CompleteAsync(id, "I was ill; it is covered.", finance, default));

        var closed = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.MissedCheckpoint);
        Assert.Equal((ExceptionState.Resolved, finance.Person), (closed.State, closed.ResolvedBy!.Value));
        Assert.Contains("did it late: I was ill; it is covered.", closed.Resolution, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-2")]
    public async Task Complete_AgainstTheRecords_IsRefusedUntilTheyAgree(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        var (portal, finance) = (world.World, world.World.As("finance"));
        await world.PayAsync("pay_a", 12_100);
        await SetAsync(portal.Use<SetCheckpoint>(), portal.As("controller1"), CheckpointCalendar.ProviderReport, false);
        await portal.Use<KeepCheckpoints>().RunAsync(Clockwork, default);
        var id = (await world.AllAsync<Checkpoint>()).Single(one => one.Day == world.Today).Id;
        var (work, read) = (portal.Use<WorkCheckpoint>(), portal.Use<CheckpointEvidenceDetail>());

        var before = await work.CompleteAsync(id, "Seen.", finance, default);
        Done((await world.ImportAsync(world.Movements())).Outcome);
        var halfway = await work.CompleteAsync(id, "Seen.", finance, default);
        var run = await world.RunAsync();

        Assert.Contains("sandbox: no report of this day is in.", before.Refusal!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no report", halfway.Refusal!.Text, StringComparison.Ordinal);
        Assert.Contains("not compared with the books", halfway.Refusal.Text, StringComparison.Ordinal);
        var evidence = Done(await read.RunAsync(id, finance, default));
        Assert.True(evidence.ShowsDone, evidence.Words);
        Assert.Contains(evidence.Findings, finding => finding.Link == $"/reconciliation/{run.Id}");
        Done(await work.CompleteAsync(id, evidence.Words, finance, default));
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
        Assert.Contains("was missed).", refused.Refusal.Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-2")]
    public async Task List_OfMoreThanAPage_ShowsWhatIsMissedAndDueFirst(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var days = Enumerable.Range(0, CheckpointList.PageSize + 10)
            .Select(back => world.Now.InUtc().Date.PlusDays(-back)).ToList();
        await using (var db = await world.DbAsync())
        {
            foreach (var day in days)
            {
                var one = new Checkpoint(new(Guid.CreateVersion7()), World.Ireland, CheckpointCalendar.Safeguarding, day,
                    day.At(new LocalTime(12, 0)).InUtc().ToInstant());
                if (day == days[3])
                    Assert.Null(one.Miss().Refusal);
                else if (day != days[0])
                    Assert.Null(one.Complete(null, "Covered.", new CheckpointEvidence([]), world.Now).Refusal);
                if (day < days[30])
                    Assert.Null(one.Review(world.As("controller1").Person, world.Now).Refusal);
                db.Add(one);
            }

            await db.SaveChangesAsync();
        }

        var list = world.Use<CheckpointList>();
        var first = Done(await list.RunAsync(ListPlace.First, world.As("finance"), default));
        var second = Done(await list.RunAsync(new(null, 2), world.As("finance"), default));

        Assert.Equal(days.Count, first.Count);
        var shown = first.Rows.Concat(second.Rows).Select(row => row.Checkpoint.Day).ToList();
        Assert.Equal([days[3], days[0], days[30], days[29]], shown[..4]);
        Assert.Equal([.. days[31..]], shown[^(days.Count - 31)..]);
        Assert.Equal(days.Order(), shown.Order());
    }

    private static async Task SetAsync(SetCheckpoint use, Actor by, string code, bool blocks) =>
        Done(await use.RunAsync(new(World.Ireland, code, blocks), by, default));
}
