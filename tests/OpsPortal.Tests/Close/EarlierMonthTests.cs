using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Ledger;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

/// <summary>February is the first month with entries and is signed: January, which nobody took up, is closed with it.</summary>
[Trait("Requirement", "LED-8")]
public sealed class EarlierMonthTests
{
    private static readonly LocalDate InJanuary = new(2026, 1, 15);
    private static readonly Instant Happened = Instant.FromUtc(2026, 1, 15, 10, 0);

    [Theory, OnSqlite, OnPostgres]
    public async Task LateEvent_OfAMonthBeforeTheSignedOne_PostsInTheOpenOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, LatePayment.Secrets);
        await world.PostAsync(new(2026, 2, 3));
        await world.SignedAsync();

        var late = await LatePayment.ArriveAsync(world, Happened);

        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.ProviderObject == late);
        Assert.Equal((new LocalDate(2026, 3, 1), Happened), (entry.BookedOn, entry.EffectiveAt));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Posting_BeforeTheSignedMonth_IsRefusedByTheDatabase(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 3));
        await using var db = await world.DbAsync();
        var stale = await Books.ReadAsync(db, default);
        await world.SignedAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var drafts = new[] { SomeDrafts.Payment("pi_late", 400_00, Happened) };
        var trouble = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => BulkRun.TogetherAsync(
            db, JournalWriter.Statements(db, drafts, stale, world.Now), default));

        Assert.Contains("closed month", trouble.Message, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Journal_OfAMonthBeforeTheSignedOne_IsRefused_AndSoIsItsClose(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new(2026, 2, 3));
        var waiting = Done(await world.Use<PrepareManualJournal>().RunAsync(Ask, world.As("finance"), default));
        await world.SignedAsync();

        Assert.Equal("ledger.period-closed", (await world.Use<PrepareManualJournal>().RunAsync(
            Ask, world.As("finance"), default)).Refusal?.Code);
        Assert.Equal("ledger.period-closed", (await world.Use<DecideManualJournal>().ApproveAsync(
            waiting, world.As("controller1"), default)).Refusal?.Code);
        Assert.Equal("close.later-closed", (await world.Use<BeginClose>().RunAsync(
            new(World.Ireland, new YearMonth(2026, 1)), world.As("finance"), default)).Refusal?.Code);
    }

    private static ManualJournalAsk Ask => new(
        World.Ireland, Currency.Of("EUR"), InJanuary, "Bank fees of the month", "Statement 1, page 2",
        [new(1, Account.ProviderAndBankFees, 12_50, null), new(2, Account.PayablesAndFees, -12_50, null)]);
}
