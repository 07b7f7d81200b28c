using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>Money that goes back to somebody who paid by bank, step by step.</summary>
internal static class PaidBack
{
    /// <summary>An invoice paid by bank, of whose 400 a refund of 300 left by a line that is booked.</summary>
    public static async Task<(RefundId Refund, ReceiptId Receipt)> RefundedAsync(BankWorld bank, BillingWorld billing)
    {
        var (invoice, receipt) = await PaidByBankAsync(bank, billing);
        Assert.Null((await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, 350_00, "Nothing was delivered"), billing.Finance, default)).Refusal?.Text);
        var refund = await RefundAsync(bank, receipt, 300_00, "OUR-REFUND-1");
        await LeaveAsync(bank, "-300.00", "OUR-REFUND-1", "S-2", "500.00", "200.00");
        Assert.True((await BookAsync(bank, (await bank.LinesAsync()).Single(line => line.AmountMinor < 0), refund)).Value);
        return (refund, receipt);
    }

    public static async Task<BankLineDetail.Answer> DetailAsync(BankWorld bank, BankLine line) =>
        (await bank.World.Use<BankLineDetail>().RunAsync(line.Id, bank.World.As("finance"), default)).Value;

    public static async Task<(InvoiceId Invoice, ReceiptId Receipt)> PaidByBankAsync(BankWorld bank, BillingWorld billing)
    {
        var issued = (await billing.IssueAsync((await billing.ContractAsync("C1"))[1])).Value;
        await bank.TakenAsync(Camt(Entry("400.00", Paid(issued.Number), "R-1"), closing: "500.00"));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        if (receipt.UnappliedMinor > 0)
            Assert.Null((await bank.World.Use<ApplyReceipt>()
                .RunAsync(new(receipt.Id, issued.Number, null, "The payer phoned"), billing.Finance, default)).Refusal?.Text);
        return (issued.Id, receipt.Id);
    }

    public static async Task<RefundId> RefundAsync(BankWorld bank, ReceiptId receipt, long minor, string reference)
    {
        var note = Assert.Single(await bank.AllAsync<CreditNote>());
        var recorded = await bank.World.Use<RefundCredit>()
            .RunAsync(new(note.Id, minor, receipt, reference), bank.World.As("finance"), default);
        Assert.Null(recorded.Refusal?.Text);
        return recorded.Value;
    }

    public static Task LeaveAsync(BankWorld bank, string amount, string reference, string id, string opening, string closing) =>
        bank.TakenAsync(Camt(
            Entry(amount, Paid("Back to you", "Nordwind AG", endToEnd: reference), reference), opening: opening, closing: closing,
            id: id));

    public static Task<Outcome<bool>> BookAsync(
        BankWorld bank, BankLine line, RefundId? refund, ReceiptId? receipt = null,
        LinePurpose purpose = LinePurpose.RefundOfCredit) => bank.World.Use<BookLineByHand>().RunAsync(
            new(line.Id, purpose, "Transfer of ours", refund, receipt), bank.World.As("finance"), default);
}
