using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Tests.Ledger;

public sealed class JournalWriterTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-3")]
    public async Task Write_TheSameEventAgain_AnswersWithTheFirstEntryAndWritesNothing(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var draft = SomeDrafts.Payment("pi_1", 12_345, world.Now);

        var first = await WriteAsync(world, draft, draft);
        var second = await WriteAsync(world, SomeDrafts.Payment("pi_1", 12_345, world.Now),
            SomeDrafts.Payment("pi_2", 7, world.Now));

        Assert.Equal([true, false], first.Select(posting => posting.IsNew));
        Assert.Equal([false, true], second.Select(posting => posting.IsNew));
        Assert.Equal(first[0].EntryId, second[0].EntryId);
        await using var db = await world.DbAsync();
        Assert.Equal(4, await db.Set<JournalLine>().CountAsync());
        Assert.Equal(0, await db.Set<JournalLine>().SumAsync(line => line.AmountMinor));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-3")]
    public async Task Write_TheSameEventByManyAtOnce_MakesOneEntry(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);

        var postings = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            (await WriteAsync(world, SomeDrafts.Payment("pi_1", 500, world.Now)))[0]));

        Assert.Single(postings, posting => posting.IsNew);
        Assert.Single(postings.Select(posting => posting.EntryId).Distinct());
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Set<JournalEntry>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Write_AnEntry_KeepsEveryColumn(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var receipt = new ReceiptId(Guid.CreateVersion7());
        var draft = SomeDrafts.Payment("pi_É'\"", 1, world.Now, receipt);

        var posting = (await WriteAsync(world, draft))[0];

        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().Include(found => found.Lines.OrderBy(line => line.Number)).SingleAsync();
        Assert.Equal(posting.EntryId, entry.Id);
        Assert.Equal(draft.Trace, entry.Trace());
        Assert.Equal(draft.Legs, entry.Lines.Select(line => line.Leg()));
        Assert.Equal(new LocalDate(2026, 3, 2), entry.BookedOn);
        Assert.Equal(EventFamily.PaymentSucceeded, entry.Family);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-8")]
    public async Task Write_OfALateEvent_BooksInTheOpenPeriodWithItsEffectiveDate(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await CloseFebruaryAsync(world);
        var happened = Instant.FromUtc(2026, 2, 11, 12, 0);

        await WriteAsync(world, SomeDrafts.Payment("pi_late", 5, happened));

        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync();
        Assert.Equal((new LocalDate(2026, 3, 1), happened), (entry.BookedOn, entry.EffectiveAt));
    }

    internal static async Task<IReadOnlyList<Posting>> WriteAsync(World world, params EntryDraft[] drafts)
    {
        await using var db = await world.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var postings = await world.Use<JournalWriter>().WriteAsync(db, drafts, world.Now, CancellationToken.None);
        await transaction.CommitAsync();
        return postings;
    }

    private static async Task CloseFebruaryAsync(World world)
    {
        await using var db = await world.DbAsync();
        var period = Period.Open(new PeriodId(Guid.CreateVersion7()), World.Ireland, new YearMonth(2026, 2), world.Now);
        period.Move(PeriodAction.BeginClosing, world.Now);
        period.Move(PeriodAction.Close, world.Now);
        db.Add(period);
        await db.SaveChangesAsync();
    }
}
