using System.Text;
using System.Text.Json;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Features.Ledger.CutOvers;
using OpsPortal.Tests.Close;
using static OpsPortal.Domain.Ledger.CutOvers.CutOverFileKind;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "D38")]
public sealed class CutOverFileTests
{
    [Theory]
    [InlineData(TrialBalance, "800.00,,", "\"800,00\",,", 3, "debit")]
    [InlineData(TrialBalance, "800.00,,", "\"1.234,56\",,", 3, "debit")]
    [InlineData(TrialBalance, "800.00,,", "800.005,,", 3, "debit")]
    [InlineData(TrialBalance, "800.00,,", "-800.00,,", 3, "debit")]
    [InlineData(TrialBalance, "800.00,,", "800.00,800.00,", 3, "debit")]
    [InlineData(TrialBalance, "800.00,,", ",,", 3, "debit")]
    [InlineData(TrialBalance, "50000,,", "50000.5,,", 10, "debit")]
    [InlineData(TrialBalance, "50000,,", "99999999999999999999,,", 10, "debit")]
    [InlineData(TrialBalance, "1200,EUR", "1299,EUR", 3, "account")]
    [InlineData(TrialBalance, "1200,EUR", "1200,EURO", 3, "currency")]
    [InlineData(TrialBalance, "Operating EUR", "Operating JPY", 2, "bank_account")]
    [InlineData(TrialBalance, ",bank_account", ",bank", 1, "bank")]
    [InlineData(TrialBalance, "account,currency", "account,money", 1, "money")]
    [InlineData(TrialBalance, "1200,EUR,800.00,,", "1200,EUR,1,800.00,,", 3, "")]
    [InlineData(TrialBalance, "Operating EUR", "\"Operating EUR", 2, "")]
    [InlineData(Receivables, "2026-01-12", "12/01/2026", 2, "issued_on")]
    [InlineData(Receivables, "Northwind Trading;R-1001", "Southwind;R-1001", 2, "buyer")]
    [InlineData(Receivables, "R-1001", "IE-000001", 2, "number")]
    [InlineData(Receivables, "R-1001", "", 2, "number")]
    [InlineData(Receivables, "R-1001", "R-1001-and-so-on-for-much-longer-than-is-kept", 2, "number")]
    [InlineData(Receivables, "500.00", "0", 2, "open")]
    [InlineData(UnappliedCash, "TRX-90", "", 2, "reference")]
    [InlineData(PayeeMoney, "Ann Smith,R-1001,2100", "Nobody,R-1001,2100", 2, "payee")]
    [InlineData(PayeeMoney, "Ann Smith,R-1001,2100", "Ann Smith,R-1001,2200", 2, "account")]
    [InlineData(Payables, ",2400,", ",2600,", 2, "account")]
    public async Task Send_WithAFault_NamesRowAndColumnAndTakesNothing(
        CutOverFileKind kind, string before, string after, int row, string column)
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        Done(await host.BeginAsync());
        var good = CutOverHost.Good[kind];
        var at = good.IndexOf(before, StringComparison.Ordinal);

        var sent = Done(await host.SendAsync(kind, good[..at] + after + good[(at + before.Length)..]));

        var fault = sent.Faults[0];
        Assert.Equal((kind, row, column), (fault.File, fault.Row, fault.Column));
        Assert.False(string.IsNullOrWhiteSpace(fault.Why) || string.IsNullOrWhiteSpace(fault.Next));
        Assert.All((await host.ShownAsync()).Files, file => Assert.Null(file.File));
    }

    [Fact]
    public async Task Send_OfNoTable_IsRefused()
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        Assert.Equal("cut-over.not-begun", (await host.SendAsync(TrialBalance, "account")).Refusal?.Code);
        Done(await host.BeginAsync());

        Assert.Equal("cut-over.file-size", (await host.SendAsync(TrialBalance, "")).Refusal?.Code);
        var large = new byte[CutOverFiles.MostBytes + 1];
        Assert.Equal("cut-over.file-size", (await host.SendAsync(TrialBalance, large)).Refusal?.Code);
        Assert.Contains("UTF-8", (await host.SendAsync(TrialBalance, [0x61, 0xff, 0xfe])).Value.Faults[0].Why,
            StringComparison.Ordinal);
        Assert.Single((await host.SendAsync(TrialBalance, "account,currency,debit,credit")).Value.Faults);
        var many = new StringBuilder("account,currency,debit,credit\n");
        for (var i = 0; i <= CutOverFiles.MostRows; i++)
            many.Append("3000,EUR,1.00,\n");
        Assert.Contains("more than 5000 rows", (await host.SendAsync(TrialBalance, many.ToString())).Value.Faults[0].Why,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_OfTheSameBytes_ChangesNothing()
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        await host.SendGoodAsync();
        var before = (await host.ShownAsync()).One!.Changes;

        Assert.True(Done(await host.SendAsync(TrialBalance, CutOverHost.Good[TrialBalance])).WasTakenBefore);

        Assert.Equal(before, (await host.ShownAsync()).One!.Changes);
    }

    [Theory]
    [InlineData(TrialBalance, "800.00", "801.00", "1200 differs by EUR 1.00")]
    [InlineData(TrialBalance, "1.375", "1.374", "trial balance is off by KWD (0.001)")]
    [InlineData(UnappliedCash, "30.00", "30.01", "2600 differs by EUR 0.01")]
    [InlineData(Payables, "120.00", "12.00", "2400 differs by EUR (108.00)")]
    [InlineData(PayeeMoney, "600.00", "599.99", "2120 differs by EUR (0.01)")]
    public async Task Prepare_WhereSomethingDiffers_IsRefusedAndSaysWhere(
        CutOverFileKind kind, string before, string after, string words)
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        await host.SendGoodAsync(kind, before, after);

        var refused = (await host.PrepareAsync()).Refusal;

        Assert.Equal("cut-over.does-not-tie", refused?.Code);
        Assert.Contains(words, refused!.Why, StringComparison.Ordinal);
        var shown = await host.ShownAsync();
        Assert.False(shown.TieOut!.Ties);
        Assert.NotNull(shown.WhyNotPrepare);
    }

    [Theory]
    [InlineData(Receivables, "R-1002", "R-1001", 3, "number")]
    [InlineData(Receivables, "2026-02-11", "2026-01-02", 2, "due_on")]
    [InlineData(Receivables, "2026-01-20;2026-02-19", "2026-02-01;2026-02-19", 3, "issued_on")]
    [InlineData(Receivables, "1200.00;500.00", "400.00;500.00", 2, "open")]
    [InlineData(Receivables, "1200.00;500.00", "1200.00;449.99", 2, "open")]
    [InlineData(UnappliedCash, "+TRX-93", "TRX-90", 3, "reference")]
    [InlineData(PayeeMoney, "R-1001,2100,EUR,300", "R-7,2100,EUR,300", 2, "document")]
    [InlineData(PayeeMoney, "600.00,Northwind Trading", "600.00,", 5, "buyer")]
    [InlineData(TrialBalance, "2400,EUR,,120.00,", "2300,EUR,,120.00,", 7, "account")]
    public async Task Prepare_WhereRowsContradictEachOther_NamesThePlace(
        CutOverFileKind kind, string before, string after, int row, string column)
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        await host.SendGoodAsync(kind, before, after);

        Assert.Equal("cut-over.faults", (await host.PrepareAsync()).Refusal?.Code);

        Assert.Contains((await host.ShownAsync()).Faults, fault => (fault.File, fault.Row, fault.Column) == (kind, row, column));
        Assert.Equal(0, await host.EntriesAsync());
    }

    [Fact]
    public async Task Send_ByTheAccountThatTheMappingNames_IsTaken()
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        var chart = new ErpChart("IE", "", [new(Account.EquityBroughtForward, "0860"), new(Account.BankCash, "1000")]);
        await using (var db = await host.World.DbAsync())
        {
            db.Add(ErpMapping.Make(new(Guid.CreateVersion7()), World.Ireland, ErpTarget.Sap, 1,
                (chart, JsonSerializer.Serialize(chart)), "Set up", host.World.As("controller1").Person, host.World.Now).Value);
            await db.SaveChangesAsync();
        }

        await host.SendGoodAsync(TrialBalance, "3000,EUR,,775.00,", "0860,EUR,,700.00,\n0860,EUR,,75.00,");

        Done(await host.PrepareAsync());
        Done(await host.ApproveAsync());
        Assert.Equal(-775_00, (await host.BalancesAsync())["3000 EUR"]);
    }

    [Fact]
    public void Samples_TieOutWithEachOther()
    {
        Assert.Equal(Enum.GetValues<CutOverFileKind>(), CutOverFiles.Rows.Select(rule => rule.Kind));
        Assert.Equal(Enum.GetValues<Account>().Order(), OpeningRules.Rows.Select(row => row.Account).Order());
        foreach (var rule in CutOverFiles.Rows)
        {
            var table = CutOverTable.Read(rule, Encoding.UTF8.GetBytes(CutOverEndpoints.SampleOf(rule)));
            Assert.Empty(table.Faults);
            Assert.All(table.Rows, row => Assert.Equal(rule.Columns.Count, row.Fields.Count));
        }
    }
}
