using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Flows;
using Xunit.Abstractions;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Tests.Ledger;

/// <summary>What a cut-over does with deposits and credits, with as many rows as a file holds, and after a signature.</summary>
[Trait("Requirement", "D38")]
public sealed class CutOverSumTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(2);

    [Theory, OnSqlite, OnPostgres]
    public async Task Approve_WithDepositsAndCredits_MakesThemUnappliedCashOfTheirBuyer(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.SendGoodAsync();
        await SendAsync(host, CutOverFileKind.TrialBalance, CutOverHost.Good[CutOverFileKind.TrialBalance].Replace(
            "3000,EUR,,775.00,", "2010,EUR,,200.00,\n2610,EUR,,50.00,\n3000,EUR,,525.00,", StringComparison.Ordinal));
        const string Head = "buyer,date,currency,reference,amount,account\n";
        var nameless = await host.SendAsync(CutOverFileKind.UnappliedCash, $"{Head},2026-01-15,EUR,DEP-1,200.00,2010\n");
        await SendAsync(host, CutOverFileKind.UnappliedCash, $"""
            {Head}Northwind Trading,2026-01-28,EUR,TRX-90,50.00,
            ,2026-01-30,EUR,TRX-93,30.00,
            Northwind Trading,2026-01-15,EUR,DEP-1,200.00,2010
            Northwind Trading,2026-01-16,EUR,CRE-1,50.00,2610
            ,2026-01-30,JPY,TRX-94,2000,
            ,2026-01-30,KWD,TRX-95,0.5,2600
            """);

        Done(await host.PrepareAsync());
        Done(await host.ApproveAsync());

        Assert.Equal("buyer", Assert.Single(Done(nameless).Faults).Column);
        var balances = await host.BalancesAsync();
        Assert.Equal(-330_00, balances["2600 EUR"]);
        Assert.DoesNotContain(balances.Keys, key => key.StartsWith("2010", StringComparison.Ordinal)
            || key.StartsWith("2610", StringComparison.Ordinal) || key.StartsWith("3900", StringComparison.Ordinal));
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Approve_OfAsManyRowsAsAFileHolds_StaysWithinItsBar(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        Done(await host.BeginAsync());
        var rows = Enumerable.Range(1, CutOverFiles.MostRows).Select(row => string.Create(CultureInfo.InvariantCulture,
            $"Northwind Trading,R-{row:00000},2026-01-12,2026-02-11,EUR,2.00,1.00"));
        await SendAsync(host, CutOverFileKind.TrialBalance,
            "account,currency,debit,credit\n1200,EUR,5000.00,\n3000,EUR,,5000.00\n");
        await SendAsync(host, CutOverFileKind.Receivables,
            $"buyer,number,issued_on,due_on,currency,gross,open\n{string.Join('\n', rows)}\n");
        Done(await host.PrepareAsync());
        var watch = Stopwatch.StartNew();

        Done(await host.ApproveAsync());

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind}: {watch.Elapsed.TotalSeconds:0.0} s"));
        Assert.True(watch.Elapsed < Bar, $"{watch.Elapsed}");
        await using var db = await host.World.DbAsync();
        Assert.Equal(CutOverFiles.MostRows, await db.Set<Invoice>().CountAsync(invoice => invoice.OpenMinor == 100));
        Assert.Equal(5_000_00, (await host.BalancesAsync())["1200 EUR"]);
    }

    [Fact]
    public async Task Begin_OnceAMonthIsSigned_IsNotOffered()
    {
        await using var host = await CutOverHost.NewAsync(StoreKind.Sqlite);
        Assert.Null((await host.ShownAsync("finance")).WhyNotBegin);
        await using (var db = await host.World.DbAsync())
        {
            var period = Period.Open(new(Guid.CreateVersion7()), World.Ireland, new YearMonth(2025, 12), host.World.Now);
            Assert.False(period.Move(PeriodAction.BeginClosing, host.World.Now).IsRefused);
            Assert.False(period.Move(PeriodAction.Close, host.World.Now).IsRefused);
            db.Add(period);
            await db.SaveChangesAsync();
        }

        Assert.Contains("2025-12 is signed", (await host.ShownAsync("finance")).WhyNotBegin, StringComparison.Ordinal);
        Assert.Equal("cut-over.already-signed", (await host.BeginAsync()).Refusal?.Code);
    }

    private static async Task SendAsync(CutOverHost host, CutOverFileKind kind, string text) =>
        Assert.Empty(Done(await host.SendAsync(kind, text)).Faults);
}
