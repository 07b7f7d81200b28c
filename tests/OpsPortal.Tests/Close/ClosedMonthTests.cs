using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Tests.Ledger;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

/// <summary>A signature and a posting that meet: the figures signed hold the entry, or it posts in the next month.</summary>
[Trait("Requirement", "LED-8")]
public sealed class ClosedMonthTests
{
    private static readonly Instant Happened = Instant.FromUtc(2026, 2, 12, 9, 0);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Posting_WithAMonthReadBeforeTheSignature_IsRefusedByTheDatabase(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 10));
        await using var db = await world.DbAsync();
        var stale = await Books.ReadAsync(db, default);
        await world.SignedAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var trouble = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(db, stale, world.Now));

        Assert.Contains("closed month", trouble.Message, StringComparison.Ordinal);
    }

    [Theory, OnPostgres, OnSqlServer]
    public async Task Command_WhoseMonthIsSignedUnderIt_PostsInTheNextOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 10));
        var attempts = 0;

        Done(await world.Use<CommandRunner>().RunAsync(Permission.WorkExceptions, Actor.System("test"), async work =>
        {
            var books = await Books.ReadAsync(work.Db, work.Ct);
            if (attempts++ == 0)
                await world.SignedAsync();
            await WriteAsync(work.Db, books, work.Now);
            return Outcome.Done;
        }, default));

        Assert.Equal(2, attempts);
        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.EffectiveAt == Happened);
        Assert.Equal(new LocalDate(2026, 3, 1), entry.BookedOn);
    }

    [Theory, OnPostgres]
    public async Task Signature_WhileAPostingOfTheMonthIsUnderWay_WaitsForItAndFindsTheFiguresMoved(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 10));
        var id = await world.ReadyAsync();
        Done(await world.PrepareAsync(id, world.As("finance")));
        Done(await world.ReviewAsync(id, world.As("controller1")));
        await using var db = await world.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await WriteAsync(db, await Books.ReadAsync(db, default), world.Now);

        var signing = Task.Run(() => world.SignAsync(id, world.As("controller2")));
        while (await Waiting.CountAsync(world) == 0)
            Assert.False(signing.IsCompleted, "The signature did not wait for the posting.");
        await transaction.CommitAsync();

        Assert.Contains("figures moved", (await signing).Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal(CloseState.Reviewed, (await world.CloseAsync(id)).State);
    }

    [Theory, OnPostgres]
    [Trait("Requirement", "CLS-6")]
    public async Task Signature_AmongWriters_HoldsEveryEntryOfItsMonth(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 10));
        var id = await world.ReadyAsync();
        Done(await world.PrepareAsync(id, world.As("finance")));
        Done(await world.ReviewAsync(id, world.As("controller1")));
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                var draft = SomeDrafts.Payment($"pi_{writer}_{n}", 5_00, Happened);
                Done(await world.Use<CommandRunner>().RunAsync(Permission.WorkExceptions, Actor.System("test"), async work =>
                {
                    await world.Use<JournalWriter>().WriteAsync(work.Db, [draft], work.Now, work.Ct);
                    return Outcome.Done;
                }, default));
            }
        })).ToList();

        var signed = await world.SignAsync(id, world.As("controller2"));
        await Task.WhenAll(writers);

        var close = await world.CloseAsync(id);
        await using var db = await world.DbAsync();
        var inMonth = await db.Set<JournalEntry>().CountAsync(entry => entry.EffectiveAt == Happened
            && entry.BookedOn < new LocalDate(2026, 3, 1));
        var all = await db.Set<JournalEntry>().CountAsync(entry => entry.EffectiveAt == Happened);
        Assert.Equal(100, all);
        Assert.Equal(signed.IsRefused ? CloseState.Reviewed : CloseState.Signed, close.State);
        Assert.Equal(signed.IsRefused ? 100 : 0, inMonth);
    }

    private static Task WriteAsync(OpsDbContext db, Books books, Instant now) => BulkRun.TogetherAsync(
        db, JournalWriter.Statements(db, [SomeDrafts.Payment("pi_late", 5_00, Happened)], books, now), default);
}
