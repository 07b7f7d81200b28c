using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Close;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Ledger;

/// <summary>What the former books hold is not posted again: after a cut-over nothing is booked up to its day.</summary>
[Trait("Requirement", "D38")]
public sealed class CutOverDayTests
{
    private static readonly EntryDraft Payment =
        SomeDrafts.Payment("pi_january", 400_00, Instant.FromUtc(2026, 1, 15, 10, 0));

    [Theory, OnSqlite, OnPostgres]
    public async Task Entry_DatedUpToTheCutOver_IsBookedOnTheDayAfterIt(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        await using var db = await host.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();

        await host.World.Use<JournalWriter>().WriteAsync(db, [Payment], host.World.Now, default);

        var entry = await db.Set<JournalEntry>().SingleAsync(one => one.PostingKey == Payment.PostingKey);
        Assert.Equal((CutOverHost.Day.PlusDays(1), Payment.EffectiveAt), (entry.BookedOn, entry.EffectiveAt));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Journal_DatedUpToTheCutOver_IsRefused(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();

        Assert.Equal("ledger.in-former-books", (await AskAsync(host, CutOverHost.Day)).Refusal?.Code);
        Assert.Null((await AskAsync(host, CutOverHost.Day.PlusDays(1))).Refusal);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Entry_WithBooksReadBeforeTheApproval_IsRefusedByTheDatabase(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await using var db = await host.World.DbAsync();
        var stale = await Books.ReadAsync(db, default);
        await host.ApprovedAsync();

        await using var transaction = await db.Database.BeginTransactionAsync();
        var trouble = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(host, db, stale));

        Assert.Contains("closed month", trouble.Message, StringComparison.Ordinal);
    }

    [Theory, OnPostgres]
    public async Task Approve_WhileAnEntryUpToTheDayIsUnderWay_WaitsForItAndIsRefused(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.SendGoodAsync();
        Done(await host.PrepareAsync());
        await using var db = await host.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await WriteAsync(host, db, await Books.ReadAsync(db, default));

        var approving = Task.Run(() => host.ApproveAsync());
        while (await Waiting.CountAsync(host.World) == 0)
            Assert.False(approving.IsCompleted, "The approval did not wait for the posting.");
        await transaction.CommitAsync();

        Assert.Equal("cut-over.entries-before", (await approving).Refusal?.Code);
        Assert.Equal(1, await host.EntriesAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task BankLines_DatedUpToTheCutOver_AreLeftOutAndSaid(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        var cash = (await host.BalancesAsync())["1010 EUR"];
        var text = Camt(Entry("8.85", Paid("January"), "R-1", day: "2026-01-31") + Entry("5.00", Paid("February"), "R-2",
            day: "2026-02-01"), closing: "113.85", account: "IE29AIBK93115212345678");

        var taken = Done((await host.World.Use<ImportBankStatement>().RunAsync(
            new("february.xml", new MemoryStream(Encoding.UTF8.GetBytes(text))), host.World.As("finance"), default)).Outcome);

        Assert.Equal((1, 0, 1), (taken.File.LinesTaken, taken.File.LinesKnown, taken.File.LinesSkipped));
        Assert.Contains("the opening balances hold them", Assert.Single(taken.Notes).Text, StringComparison.Ordinal);
        Assert.Equal(cash + 5_00, (await host.BalancesAsync())["1010 EUR"]);
        await using var db = await host.World.DbAsync();
        Assert.Equal(new LocalDate(2026, 2, 1), (await db.Set<BankLine>().SingleAsync()).BookedOn);
    }

    private static Task WriteAsync(CutOverHost host, OpsDbContext db, Books books) =>
        BulkRun.TogetherAsync(db, JournalWriter.Statements(db, [Payment], books, host.World.Now), default);

    private static Task<Outcome<ManualJournalId>> AskAsync(CutOverHost host, LocalDate on) =>
        host.World.Use<PrepareManualJournal>().RunAsync(
            new ManualJournalAsk(World.Ireland, Currency.Of("EUR"), on, "Bank fees of the month", "Statement 1, page 2",
                [new(1, Account.ProviderAndBankFees, 12_50, null), new(2, Account.PayablesAndFees, -12_50, null)]),
            host.World.As("finance"), default);
}
