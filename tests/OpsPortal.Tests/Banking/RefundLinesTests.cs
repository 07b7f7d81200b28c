using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Trace;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Banking.BankSamples;
using static OpsPortal.Tests.Banking.PaidBack;

namespace OpsPortal.Tests.Banking;

/// <summary>Lines that name a refund of ours: what they may be, and where they stand in its story.</summary>
[Trait("Requirement", "INV-10")]
public sealed class RefundLinesTests
{
    /// <summary>A buyer may quote the refund's reference: it is theirs to say, and it becomes a receipt that is
    /// matched.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Line_OfABuyerThatQuotesARefund_IsBookedAsAReceiptByAPersonAlone(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (refund, _) = await RefundedAsync(bank, billing);
        await LeaveAsync(bank, "300.00", "OUR-REFUND-1", "S-3", "200.00", "500.00");
        var line = (await bank.LinesAsync()).Single(line => line.Standing == LineStanding.Exception);
        Assert.Equal(LineClass.CameBack, line.Class);
        Assert.Contains((await DetailAsync(bank, line)).Purposes, row => row.Purpose == LinePurpose.BuyersPayment);

        Assert.True((await BookAsync(bank, line, null, null, LinePurpose.BuyersPayment)).Value);

        var receipt = Assert.Single(await bank.AllAsync<Receipt>(), found => found.BankLineId == line.Id);
        Assert.Equal((300_00L, 300_00L), (receipt.AmountMinor, receipt.UnappliedMinor));
        var booked = (await bank.LinesAsync()).Single(found => found.Id == line.Id);
        Assert.Equal((LineStanding.Posted, LineClass.CustomerReceipt, receipt.Id),
            (booked.Standing, booked.Class, booked.ReceiptId!.Value));
        Assert.Equal(-300_00, (await bank.BalancesAsync())[2600]);
        Assert.Equal(RefundState.Succeeded, (await bank.AllAsync<Refund>()).Single(found => found.Id == refund).State);
        await billing.AssertBooksAsync();
    }

    /// <summary>The refund may bounce before anybody has booked the line by which it left.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Line_ThatNamesARefundOfWhichNoLineIsBookedYet_IsNoReceiptByItself(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (invoice, receipt) = await PaidByBankAsync(bank, billing);
        Assert.Null((await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, 300_00, "Nothing was delivered"), billing.Finance, default)).Refusal?.Text);
        await RefundAsync(bank, receipt, 300_00, "OUR-REFUND-1");

        await bank.TakenAsync(Camt(
            Entry("-300.00", Paid("Back to you", endToEnd: "OUR-REFUND-1"), "X-1")
                + Entry("300.00", Paid("Account closed", endToEnd: "OUR-REFUND-1"), "X-2"),
            opening: "500.00", closing: "500.00", id: "S-2"));

        Assert.Single(await bank.AllAsync<Receipt>());
        Assert.All((await bank.LinesAsync()).Where(line => Math.Abs(line.AmountMinor) == 300_00),
            line => Assert.Equal(LineStanding.Exception, line.Standing));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    public async Task Line_OfAnotherKind_IsNoPaymentOfABuyer(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var sweep = Entry("3.00", Paid("Payout", "SANDBOX"), "SW-1");
        await bank.TakenAsync(Camt(sweep, closing: "103.00"));
        var line = Assert.Single(await bank.LinesAsync());
        Assert.Equal(LineClass.ProviderSweepIn, line.Class);

        Assert.DoesNotContain((await DetailAsync(bank, line)).Purposes, row => row.Purpose == LinePurpose.BuyersPayment);
        Assert.Equal("banking.not-from-a-buyer",
            (await BookAsync(bank, line, null, null, LinePurpose.BuyersPayment)).Refusal?.Code);
    }

    /// <summary>A transfer's reference is its company's own; two of one company never share it.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Refund_ByTransfer_MayHaveAReferenceOfAnotherCompanyAndNoneOfItsOwn(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var billing = BillingWorld.In(bank.World);
        var (refund, receipt) = await RefundedAsync(bank, billing);
        var note = Assert.Single(await bank.AllAsync<CreditNote>());
        Task<Outcome<RefundId>> AgainAsync() => bank.World.Use<RefundCredit>()
            .RunAsync(new(note.Id, 50_00, receipt, "OUR-REFUND-1"), billing.Finance, default);
        var taken = (await AgainAsync()).Refusal!;
        Assert.Equal("invoicing.refund-taken", taken.Code);
        Assert.DoesNotContain("provider", taken.Text, StringComparison.Ordinal);

        await bank.ChangeAsync<Refund>(found => found.Id == refund,
            set => set.SetProperty(found => found.LegalEntityId, World.America));
        Assert.Null((await AgainAsync()).Refusal?.Text);
    }

    /// <summary>The chain of the invoice ends with the line by which its refund left, for whoever may open the bank
    /// files.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-1")]
    public async Task Trace_OfARefundedInvoice_ShowsTheLine_AndMarksOnlyWhatWasPasted(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (_, receipt) = await RefundedAsync(bank, BillingWorld.In(bank.World));
        var left = (await bank.LinesAsync()).Single(line => line.AmountMinor < 0);
        await using var db = await bank.World.DbAsync();
        var number = (await db.Set<Invoice>().SingleAsync()).Number!;
        var entry = await db.Set<JournalEntry>().FirstAsync(found => found.ReceiptId == receipt);
        async Task<IReadOnlyList<TraceStep>> TracedAsync(string id, string account) => (await bank.World.Use<TraceChain>()
            .RunAsync(id, bank.World.As(account), default)).Value;

        var chain = await TracedAsync(number, "auditor");
        Assert.Contains(chain.Single(step => step.Name == "Bank line").Nodes, node => node.Id == left.Id.ToString());
        var seen = (await TracedAsync(number, "approver")).Select(step => step.Name).ToList();
        Assert.Contains("Payment", seen);
        Assert.Empty(seen.Intersect(["Journal", "Event", "Bank line"]));
        var marked = (await TracedAsync(entry.Id.ToString(), "auditor")).SelectMany(step => step.Nodes)
            .Where(node => node.IsMarked);
        Assert.Equal(entry.Id.ToString(), Assert.Single(marked).Id);
    }
}
