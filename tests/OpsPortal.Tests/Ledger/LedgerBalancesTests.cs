using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Tests.Ledger;

public sealed class LedgerBalancesTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-9")]
    public async Task Balances_FromSnapshotsAndLateLines_EqualTheEntries(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        for (var day = 0; day < 40; day++)
        {
            world.Clock.Set(Instant.FromUtc(2026, 1, 5, 12, 0) + Duration.FromDays(day));
            await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment($"pi_{day}", 100 + day, world.Now));
        }

        var taken = await world.Use<SnapshotBalances>().RunAsync(Actor.System("test"), CancellationToken.None);
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_late", 7, Instant.FromUtc(2026, 1, 9, 12, 0)));

        Assert.Equal(37, taken.Value);
        await using var db = await world.DbAsync();
        for (var asOf = new LocalDate(2026, 1, 3); asOf < new LocalDate(2026, 2, 20); asOf = asOf.PlusDays(3))
        {
            var read = await LedgerBalances.AccountBalancesAsync(db, World.Ireland, asOf, CancellationToken.None);
            var summed = await LedgerBalances.SummedAsync(db, World.Ireland, asOf, withLate: true, CancellationToken.None);
            Assert.Equal(summed.OrderBy(balance => balance.Account), read.OrderBy(balance => balance.Account));
            Assert.Equal(0, read.Sum(balance => balance.BalanceMinor));
        }

        Assert.All(await VerifyCommand.FindingsAsync(db, CancellationToken.None),
            finding => Assert.True(finding.Holds, finding.Words));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task FirstDay_IsThatOfAnyLine_InTimeOrLate(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();
        world.Clock.Set(Instant.FromUtc(2026, 1, 20, 12, 0));
        var before = await LedgerBalances.FirstDayAsync(db, World.Ireland, default);
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_1", 7, world.Now));
        var inTime = await LedgerBalances.FirstDayAsync(db, World.Ireland, default);
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_2", 7, Instant.FromUtc(2026, 1, 9, 12, 0)));
        var late = await LedgerBalances.FirstDayAsync(db, World.Ireland, default);
        world.Clock.Set(Instant.FromUtc(2026, 1, 9, 12, 0));
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_3", 7, Instant.FromUtc(2026, 1, 8, 12, 0)));

        Assert.Equal((null, new LocalDate(2026, 1, 20), new LocalDate(2026, 1, 9)), (before, inTime, late));
        Assert.Equal(new LocalDate(2026, 1, 8), await LedgerBalances.FirstDayAsync(db, World.Ireland, default));
        Assert.Null(await LedgerBalances.FirstDayAsync(db, World.America, default));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task PayeePositions_SumByInvoicePaymentAndAccount(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (payee, receipt) = (new PayeeId(Guid.CreateVersion7()), new ReceiptId(Guid.CreateVersion7()));
        await JournalWriterTests.WriteAsync(
            world, SomeDrafts.Block("a", payee, receipt, 40, world.Now), SomeDrafts.Block("b", payee, receipt, 2, world.Now));

        await using var db = await world.DbAsync();
        var found = await LedgerBalances.PayeePositionsAsync(db, World.Ireland, SomeDrafts.Eur, payee, CancellationToken.None);

        Assert.Equal(42, found.Where(position => position.Account == Account.BlockedByCompliance)
            .Sum(position => position.BalanceMinor));
        Assert.Equal(-42, found.Where(position => position.Account == Account.HeldSettled)
            .Sum(position => position.BalanceMinor));
        Assert.All(found, position => Assert.Equal(receipt, position.ReceiptId));
    }

    [Fact]
    [Trait("Requirement", "LED-5")]
    public async Task Drilldown_OfABalance_SumsToIt()
    {
        await using var world = await World.NewAsync();
        await JournalWriterTests.WriteAsync(
            world, SomeDrafts.Payment("pi_1", 40, world.Now), SomeDrafts.Payment("pi_2", 2, world.Now));

        var sheet = await world.Use<TrialBalance>()
            .RunAsync(new TrialBalance.Filter(null, null, null), world.As("auditor"), default);
        var lines = await world.Use<AccountLines>().RunAsync(
            new AccountLines.Filter(Account.UnappliedCash, World.Ireland, SomeDrafts.Eur, null, ListPlace.First),
                world.As("auditor"), default);
        var entry = await world.Use<EntryDetail>().RunAsync(lines.Value.Rows[0].EntryId, world.As("auditor"), default);
        var byReference = await world.Use<EntryList>().RunAsync("pi_1", world.As("auditor"), default);

        var row = sheet.Value.Sheets.Single().Rows.Single(row => row.Account.Account == Account.UnappliedCash);
        Assert.Equal(row.BalanceMinor, lines.Value.Rows.Sum(line => line.AmountMinor));
        Assert.Equal(2, entry.Value.Entry.Lines.Count);
        Assert.Single(byReference.Value);
    }

    [Fact]
    public async Task Ledger_ForAPersonWithoutThePermission_IsRefused()
    {
        await using var world = await World.NewAsync();
        var answer = await world.Use<TrialBalance>()
            .RunAsync(new TrialBalance.Filter(null, null, null), world.As("approver"), default);
        Assert.Equal("shared.not-allowed", answer.Refusal?.Code);
    }
}
