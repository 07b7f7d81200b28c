using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Close;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Ledger.CutOvers;
using OpsPortal.Features.Ledger.RollForward;
using OpsPortal.Tests.Cash;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Flows;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "D38")]
public sealed class CutOverStoryTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Approve_OfFilesThatTieOut_BringsThreeCurrenciesOverToTheCent(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);

        await host.ApprovedAsync();

        Assert.Equal(
            new Dictionary<string, long>
            {
                ["1010 EUR"] = 150_000, ["1200 EUR"] = 80_000, ["1250 EUR"] = 2_500, ["2100 EUR"] = -45_000,
                ["2120 EUR"] = -90_000, ["2400 EUR"] = -12_000, ["2600 EUR"] = -8_000, ["3000 EUR"] = -77_500,
                ["1010 JPY"] = 50_000, ["1200 JPY"] = 12_000, ["2600 JPY"] = -2_000, ["3000 JPY"] = -60_000,
                ["1010 KWD"] = 10_125, ["1200 KWD"] = 1_375, ["2600 KWD"] = -500, ["3000 KWD"] = -11_000,
            }.OrderBy(row => row.Key, StringComparer.Ordinal),
            (await host.BalancesAsync()).OrderBy(row => row.Key, StringComparer.Ordinal));
        Assert.Empty(await StoreInvariants.BrokenAsync(host.World));
        await using var db = await host.World.DbAsync();
        Assert.All(
            await OpenItems.FindingsAsync(db, host.World.Now, default), finding => Assert.True(finding.Holds, finding.Words));
        var invoices = await db.Set<Invoice>().ToDictionaryAsync(invoice => invoice.Number!);
        Assert.Equal(["J-1", "K-1", "R-0990", "R-1001", "R-1001/paid", "R-1002"], invoices.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            (InvoiceState.Open, 50_000L, new LocalDate(2026, 2, 11)),
            (invoices["R-1001"].State, invoices["R-1001"].OpenMinor, invoices["R-1001"].DueOn));
        Assert.Equal((InvoiceState.Paid, 0L), (invoices["R-0990"].State, invoices["R-0990"].OpenMinor));
        var entries = await db.Set<JournalEntry>().ToListAsync();
        var cutOver = await db.Set<CutOver>().SingleAsync();
        Assert.All(entries, entry => Assert.Equal(
            (cutOver.Id.ToString(), CutOverHost.Day), (entry.EventId, entry.BookedOn)));
        Assert.All(entries, entry => Assert.False(string.IsNullOrEmpty(entry.RequestId) || string.IsNullOrEmpty(entry.Memo)));
        var audited = await db.Set<AuditRow>().Select(row => row.Action).ToListAsync();
        Assert.Equal(6, audited.Count(action => action == "Brought invoice over"));
        Assert.Contains("Approved cut-over", audited);
        Assert.All((await host.ShownAsync()).Made!.Clearing, left => Assert.True(left.IsZero));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Receipts_ForDocumentsThatCameOver_AreMatchedAndFundTheirPayees(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        var world = host.World;
        await UnappliedCash.TakeAsync(world.Services, "r1", 500_00, "Northwind Trading", "payment of R-1001, thank you");

        Done(await world.Use<MatchReceipts>().RunAsync(Actor.System("match-receipts"), default));

        await using var db = await world.DbAsync();
        var invoices = await db.Set<Invoice>().AsNoTracking().ToDictionaryAsync(invoice => invoice.Number!);
        Assert.Equal((InvoiceState.Paid, 0L), (invoices["R-1001"].State, invoices["R-1001"].OpenMinor));
        var held = await db.Set<JournalLine>().Where(line => line.Account == Account.HeldSettled).ToListAsync();
        Assert.Equal((1_000_00L, 350_00L), (
            -held.Where(line => line.PayeeId == CutOverHost.Ann).Sum(line => line.AmountMinor),
            -held.Where(line => line.PayeeId == CutOverHost.Bob).Sum(line => line.AmountMinor)));

        var brought = await db.Set<Receipt>().SingleAsync(receipt => receipt.Remittance == "TRX-90");
        Done(await world.Use<ApplyReceipt>().RunAsync(
            new(brought.Id, "R-1002", null, "The buyer says so."), world.As("ops"), default));
        Assert.Equal(250_00, await db.Set<Invoice>().Where(invoice => invoice.Number == "R-1002")
            .Select(invoice => invoice.OpenMinor).SingleAsync());
        Assert.DoesNotContain((await host.BalancesAsync()).Keys, account => account.StartsWith("3900", StringComparison.Ordinal));
        Assert.False((await host.BalancesAsync()).ContainsKey("2100 EUR"));
        Assert.Empty(await StoreInvariants.BrokenAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TheMonthOfTheCutOver_TiesOut(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();

        await using var db = await host.World.DbAsync();
        var scope = new CloseScope(db, World.Ireland, new YearMonth(2026, 1), host.World.Now);
        foreach (var tieOut in host.World.Services.GetServices<ITieOut>())
        {
            var tied = await tieOut.CheckAsync(scope, default);
            Assert.True(tied.Ties || tied.Code == "bank", tied.Name);
        }

        var lines = await host.World.Use<MovementLines>().RunAsync(
            new(Account.HeldSettled, World.Ireland, Currency.Of("EUR"), CutOverHost.Day, CutOverHost.Day,
                MovementKind.BroughtOver, ListPlace.First), host.World.As("auditor"), default);
        Assert.Equal((3, 900_00L), (lines.Value.Rows.Count, lines.Value.SumMinor));
        Assert.All(lines.Value.Rows, row => Assert.Equal("Collected money of payees brought over", row.Trigger));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task AfterApproval_NothingComesOverASecondTime(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        var entries = await host.EntriesAsync();

        Assert.Equal("cut-over.state", (await host.ApproveAsync("controller2")).Refusal?.Code);
        Assert.Equal("cut-over.state", (await host.PrepareAsync()).Refusal?.Code);
        Assert.Equal("cut-over.state", (await host.BeginAsync()).Refusal?.Code);
        foreach (var (file, text) in CutOverHost.Good)
            Assert.Equal("cut-over.state", (await host.SendAsync(file, text)).Refusal?.Code);
        Assert.Equal(entries, await host.EntriesAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Approve_ByManyAtOnce_PostsOnce(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.SendGoodAsync();
        Done(await host.PrepareAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(at => host.ApproveAsync(at % 2 == 0 ? "controller1" : "controller2")));

        Assert.Single(answers, answer => !answer.IsRefused);
        Assert.All(answers.Where(answer => answer.IsRefused), answer => Assert.Contains(
            answer.Refusal!.Code, (string[])["cut-over.state", "shared.changed-meanwhile"]));
        await using var db = await host.World.DbAsync();
        Assert.Equal(6, await db.Set<Invoice>().CountAsync());
        Assert.Equal(16, await db.Set<JournalEntry>().CountAsync());
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Approved cut-over"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Approve_ByTheWrongPersonOrOfOtherFiles_PostsNothing(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.SendGoodAsync();
        Done(await host.PrepareAsync());

        Assert.Equal("shared.not-allowed", (await host.ApproveAsync("finance")).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await host.PrepareAsync("controller1")).Refusal?.Code);
        Assert.Equal("shared.step-up-needed", (await host.ApproveAsync(proven: false)).Refusal?.Code);
        Assert.Equal("cut-over.files-moved", (await host.ApproveAsync(hash: new string('0', 64))).Refusal?.Code);
        Assert.Equal("cut-over.state",
            (await host.SendAsync(CutOverFileKind.Payables, CutOverHost.Good[CutOverFileKind.Payables] + "\n")).Refusal?.Code);
        Assert.Equal(0, await host.EntriesAsync());

        Done(await host.World.Use<DecideCutOver>().SendBackAsync(
            World.Ireland, "The bill of May is missing.", host.World.As("controller1"), default));
        Assert.Equal(CutOverState.Draft, (await host.ShownAsync()).One!.State);
        Assert.Equal("cut-over.state", (await host.ApproveAsync()).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Begin_IntoBooksThatAreClosedOrHaveEntries_IsRefused(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        Assert.Equal("cut-over.ahead-of-time", (await host.BeginAsync(new(2026, 3, 2))).Refusal?.Code);
        await host.SendGoodAsync();
        Done(await host.PrepareAsync());
        await host.World.PostAsync(new LocalDate(2026, 1, 20));
        Assert.Equal("cut-over.entries-before", (await host.ApproveAsync()).Refusal?.Code);
        Done(await host.World.Use<PrepareCutOver>().WithdrawAsync(
            World.Ireland, host.World.As("finance"), default));
        Done(await host.BeginAsync(new(2026, 1, 10)));

        await using (var db = await host.World.DbAsync())
        {
            var period = OpsPortal.Domain.Ledger.Period.Open(
                new(Guid.CreateVersion7()), World.Ireland, new YearMonth(2026, 2), host.World.Now);
            period.Move(PeriodAction.BeginClosing, host.World.Now);
            period.Move(PeriodAction.Close, host.World.Now);
            db.Add(period);
            await db.SaveChangesAsync();
        }

        Assert.Equal("cut-over.already-signed", (await host.BeginAsync(new(2026, 1, 9))).Refusal?.Code);
        Assert.Equal("cut-over.already-signed", (await host.BeginAsync(new(2026, 2, 9))).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Void_OfADocumentThatCameOver_IsRefusedAndACreditNoteIsNot(StoreKind kind)
    {
        await using var host = await CutOverHost.NewAsync(kind);
        await host.ApprovedAsync();
        await using var db = await host.World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(one => one.Number == "R-1002");

        Assert.Equal("invoicing.brought-over", (await host.World.Use<VoidInvoice>().RunAsync(
            new(invoice.Id, "Wrong"), host.World.As("finance"), default)).Refusal?.Code);

        Done(await host.World.Use<CreditInvoice>().RunAsync(
            new(invoice.Id, 100_00, "Returned goods"), host.World.As("finance"), default));

        Assert.Equal(200_00, await db.Set<Invoice>().Where(one => one.Number == "R-1002").Select(one => one.OpenMinor)
            .SingleAsync());
        Assert.Equal(4, await db.Set<Contract>().CountAsync());
        Assert.Empty((await host.World.Use<BillableQueue>().RunAsync(null, host.World.As("finance"), default)).Value.Rows);
    }
}
