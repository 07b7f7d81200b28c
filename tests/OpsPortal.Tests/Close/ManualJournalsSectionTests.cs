using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack.Sections;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Tests.Close;

/// <summary>What people posted by hand is explained in the pack of its month.</summary>
public sealed class ManualJournalsSectionTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-3")]
    public async Task Rows_OfAMonthWithAJournal_NameTheReasonAndBothPeople(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var today = Template.Now.InUtc().Date;
        var ask = new ManualJournalAsk(World.Ireland, Currency.Parse("EUR").Value, today, "Accrual of a fee", "Invoice 4711",
            [new(1, Account.ProviderAndBankFees, 5_00, null), new(2, Account.PayablesAndFees, -5_00, null)]);
        var id = (await world.Use<PrepareManualJournal>().RunAsync(ask, world.As("finance"), default)).Value;
        var waiting = await RowsAsync(world, today);
        Assert.False((await world.Use<DecideManualJournal>().ApproveAsync(id, world.As("controller1"), default)).IsRefused);

        var row = Assert.Single(await RowsAsync(world, today));

        Assert.Empty(waiting);
        Assert.Equal(["Accrual of a fee", "Invoice 4711", "Fiona Walsh", "Carla Meyer"], row.Skip(1).Take(4));
        Assert.Equal("5.00", row[7]);
    }

    [Fact]
    [Trait("Requirement", "LED-8")]
    public void Read_OfALineWithDebitAndCredit_SaysSo() =>
        Assert.Equal("ledger.two-sided-line",
            new ManualLineForm { Debit = "5", Credit = "5" }.Read(1, Currency.Parse("EUR").Value).Refusal?.Code);

    private static async Task<List<IReadOnlyList<string>>> RowsAsync(World world, LocalDate today)
    {
        await using var db = await world.DbAsync();
        var scope = new CloseScope(db, World.Ireland, today.ToYearMonth(), Template.Now + Duration.FromDays(1));
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var row in new ManualJournalsSection().RowsAsync(scope, default))
            rows.Add(row);
        return rows;
    }
}
