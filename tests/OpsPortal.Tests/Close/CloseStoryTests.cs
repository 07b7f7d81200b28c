using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

public sealed class CloseStoryTests
{
    private static readonly LocalDate InFebruary = new(2026, 2, 12);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CLS-4")]
    public async Task Sign_ByAThirdPerson_ClosesTheMonthAndLocksItsBooks(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(InFebruary);

        var id = await world.SignedAsync();

        var close = await world.CloseAsync(id);
        Assert.Equal(CloseState.Signed, close.State);
        Assert.Equal(3, new[] { close.PreparedBy, close.ReviewedBy, close.SignedBy }.Distinct().Count());
        Assert.Equal(await world.HashAsync(id), close.ContentHash);
        await using var db = await world.DbAsync();
        Assert.Equal(PeriodState.Closed, (await db.Set<OpsPortal.Domain.Ledger.Period>().SingleAsync()).State);
        Assert.All(await db.Set<TieOutRun>().ToListAsync(), run => Assert.Equal(world.As("finance").Person, run.SignedBy));
        Assert.Equal(3, await db.Set<AuditRow>().CountAsync(row => row.SubjectId == id.Value
            && (row.Action == "Prepared close" || row.Action == "Reviewed close" || row.Action == "Signed close")));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-4")]
    public async Task Sign_ByTwoAtOnce_GivesOneSignature(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(InFebruary);
        var third = await world.AddPersonAsync("Cleo", [Role.Controller], World.Ireland);
        var id = await world.ReadyAsync();
        Done(await world.PrepareAsync(id, world.As("finance")));
        Done(await world.ReviewAsync(id, world.As("controller1")));
        var signers = new[] { third, world.As("controller2"), third, world.As("controller2") };

        var answers = await Task.WhenAll(signers.Select(by => Task.Run(() => world.SignAsync(id, by))));

        Assert.Single(answers, answer => !answer.IsRefused);
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Signed close"));
    }

    [Fact]
    [Trait("Requirement", "CLS-4")]
    public async Task ReviewAndSign_ByThePersonBefore_AreRefused()
    {
        await using var world = await World.NewAsync();
        await world.PostAsync(InFebruary);
        var both = await world.AddPersonAsync("Bo", [Role.Controller], World.Ireland);
        var id = await world.ReadyAsync();
        Done(await world.PrepareAsync(id, world.As("finance")));
        Assert.Equal("shared.not-allowed", (await world.ReviewAsync(id, world.As("finance"))).Refusal?.Code);
        Done(await world.ReviewAsync(id, both));

        Assert.Equal("close.six-eyes", (await world.SignAsync(id, both)).Refusal?.Code);
        var unproven = await world.Use<SignClose>().RunAsync(
            new(id, await world.HashAsync(id)), world.As("controller2"), default);
        Assert.Equal("shared.step-up-needed", unproven.Refusal?.Code);
        Assert.Equal(CloseState.Reviewed, (await world.CloseAsync(id)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-2")]
    public async Task Prepare_WhileACaseHasNoOwner_IsRefusedAndNamesTheTieOut(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(InFebruary);
        await using (var db = await world.DbAsync())
        {
            db.Add(new ExceptionCase(new(Guid.CreateVersion7()), ExceptionType.UnmatchedDeposit, "cash.unknown", "Unknown money",
                "one", null, new ExceptionLinks { LegalEntityId = World.Ireland }, Instant.FromUtc(2026, 2, 20, 9, 0)));
            await db.SaveChangesAsync();
        }

        var id = await world.ReadyAsync();
        var refused = await world.PrepareAsync(id, world.As("finance"));

        Assert.Equal("close.blocked", refused.Refusal?.Code);
        Assert.Contains("Open cases are owned and explained does not tie: Unknown money", refused.Refusal!.Why,
            StringComparison.Ordinal);
        Assert.Equal(CloseState.Preparing, (await world.CloseAsync(id)).State);
    }

    [Fact]
    [Trait("Requirement", "CLS-1")]
    public async Task Tick_BeforeWhatItWaitsFor_IsRefused_AndATickCanBeTakenBack()
    {
        await using var world = await World.NewAsync();
        await world.PostAsync(InFebruary);
        var finance = world.As("finance");
        var id = Done(await world.Use<BeginClose>().RunAsync(new(World.Ireland, February), finance, default));
        var tick = world.Use<TickCloseItem>();

        Assert.Equal("close.depends", (await tick.RunAsync(new(id, "unapplied-cash", true, "Seen."), finance,
            default)).Refusal?.Code);
        Assert.Equal("close.by-machine", (await tick.RunAsync(new(id, "tie-outs", true, "Seen."), finance,
            default)).Refusal?.Code);
        Assert.Equal("close.note-missing", (await tick.RunAsync(new(id, "exchange", true, " "), finance, default)).Refusal?.Code);
        Done(await tick.RunAsync(new(id, "exchange", true, "None."), finance, default));
        Done(await tick.RunAsync(new(id, "exchange", false, "There was one."), finance, default));
        Assert.Contains("\"Exchange differences: none\" is not done.",
            (await DetailAsync(world)).Stand!.Readiness.Blockers.Select(blocker => blocker.Words));
    }

    [Fact]
    [Trait("Requirement", "CLS-4")]
    public async Task Begin_OutOfTurn_IsRefused()
    {
        await using var world = await World.NewAsync();
        await world.PostAsync(new LocalDate(2026, 1, 12));
        await world.PostAsync(InFebruary);
        var begin = world.Use<BeginClose>();

        Assert.Equal("close.month-not-over", (await begin.RunAsync(
            new(World.Ireland, new YearMonth(2026, 3)), world.As("finance"), default)).Refusal?.Code);
        Assert.Equal("close.earlier-open", (await begin.RunAsync(
            new(World.Ireland, February), world.As("finance"), default)).Refusal?.Code);
        await world.SignedAsync(new YearMonth(2026, 1));
        await world.SignedAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-8")]
    public async Task LateEvent_OfAClosedMonth_PostsInTheOpenOneWithItsDate(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, LatePayment.Secrets);
        await world.PostAsync(InFebruary);
        await world.SignedAsync();

        var late = await LatePayment.ArriveAsync(world, Instant.FromUtc(2026, 2, 27, 10, 0));

        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.ProviderObject == late);
        Assert.Equal(new LocalDate(2026, 3, 1), entry.BookedOn);
        Assert.Equal(Instant.FromUtc(2026, 2, 27, 10, 0), entry.EffectiveAt);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-6")]
    public async Task SignedTieOut_WhoseFiguresMove_KeepsItsSignatureAndAsksAgain(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, LatePayment.Secrets);
        var happened = Instant.FromUtc(2026, 2, 20, 10, 0);
        await LatePayment.ReconcileAsync(world, await LatePayment.ArriveAsync(world, happened), happened);
        await using (var db = await world.DbAsync())
        {
            foreach (var found in await db.Set<ExceptionCase>().ToListAsync())
                found.Assign(world.As("ops").Person, world.As("ops").Person, world.Now, "Asks the payer.");
            await db.SaveChangesAsync();
        }

        var id = await world.SignedAsync();
        var job = world.Use<RunTieOuts>();
        var system = OpsPortal.Access.Actor.System("close-tie-outs");
        Assert.Equal(0, Done(await job.AskSignedAsync(system, default)));

        await FaultAsync(world);

        Assert.True(Done(await job.AskSignedAsync(system, default)) > 0);
        Assert.Equal(0, Done(await job.AskSignedAsync(system, default)));
        var detail = await DetailAsync(world);
        Assert.Equal(CloseState.Signed, detail.Close!.State);
        Assert.Equal(world.As("finance").Person, detail.SignedBefore["receipts"].SignedBy);
        var moved = detail.Stand!.Runs.Single(run => run.Code == "receipts");
        Assert.Equal("close.does-not-tie",
            (await world.Use<SignTieOut>().RunAsync(moved.Id, world.As("finance"), default)).Refusal?.Code);
        Assert.Equal(id, detail.Close.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-4")]
    public async Task Reopen_ByTwoControllers_MakesTheNextVersionAndKeepsTheOld(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(InFebruary);
        var id = await world.SignedAsync();
        var (one, two) = (world.As("controller1"), world.As("controller2"));

        Assert.Equal("close.not-asked", (await world.ReopenAsync(id, two)).Refusal?.Code);
        Assert.Equal("shared.required", (await world.Use<AskToReopen>().RunAsync(id, " ", one, default)).Refusal?.Code);
        Done(await world.Use<AskToReopen>().RunAsync(id, "A fee was forgotten.", one, default));
        Assert.Equal("close.asked-by-you", (await world.ReopenAsync(id, one)).Refusal?.Code);
        var next = Done(await world.ReopenAsync(id, two));
        await world.PostAsync(InFebruary.PlusDays(1));
        var again = await world.SignedAsync();

        Assert.Equal(next, again);
        var (old, present) = (await world.CloseAsync(id), await world.CloseAsync(next));
        Assert.Equal((CloseState.Reopened, 1, two.Person), (old.State, old.Version, old.SignedBy!.Value));
        Assert.Equal((CloseState.Signed, 2), (present.State, present.Version));
        Assert.NotEqual(old.ContentHash, present.ContentHash);
        await using var db = await world.DbAsync();
        Assert.True(await db.Set<TieOutRun>().AnyAsync(run => run.CloseId == id && run.SignedBy != null));
    }

    [Fact]
    [Trait("Requirement", "CLS-7")]
    public async Task Draw_OfTheSameMonth_IsTheSame_AndAFailedSampleBlocks()
    {
        await using var world = await World.NewAsync();
        for (var day = 24; day <= 28; day++)
            await world.PostAsync(new LocalDate(2026, 2, day));
        var id = await world.ReadyAsync();
        await using var db = await world.DbAsync();
        var samples = await db.Set<CloseSample>().Where(sample => sample.CloseId == id).ToListAsync();
        Assert.Equal(3, samples.Count(sample => sample.Kind == SampleKind.ClosingLine));
        var names = Enumerable.Range(1, 50).Select(n => $"entry-{n}").ToList();
        Assert.Equal(SeededDraw.Of(names, name => name, 202602, 5),
            SeededDraw.Of(Enumerable.Reverse(names), name => name, 202602, 5));
        Assert.NotEqual(SeededDraw.Of(names, name => name, 202602, 5), SeededDraw.Of(names, name => name, 202603, 5));

        Done(await world.Use<ReviewCloseSample>().RunAsync(
            new(samples[0].Id, false, "No document."), world.As("finance"), default));

        Assert.Equal("close.blocked", (await world.PrepareAsync(id, world.As("finance"))).Refusal?.Code);
    }

    private static async Task<CloseDetail.Answer> DetailAsync(World world)
    {
        await using var db = await world.DbAsync();
        var code = await db.Set<OpsPortal.Domain.Parties.LegalEntity>().Where(entity => entity.Id == World.Ireland)
            .Select(entity => entity.Code).SingleAsync();
        return Done(await world.Use<CloseDetail>().RunAsync(code, "2026-02", world.As("finance"), default));
    }

    // What no use case does: the receipt says another amount than its entry.
    private static async Task FaultAsync(World world)
    {
        await using var db = await world.DbAsync();
        await db.Set<OpsPortal.Domain.Cash.Receipt>().ExecuteUpdateAsync(set => set.SetProperty(r => r.AmountMinor, 1));
    }
}
