using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Tests.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Invoices;

/// <summary>Refunds by transfers of ours that two people decide: which they are, and what is judged when the second one
/// does.</summary>
[Trait("Requirement", "INV-10")]
public sealed class RefundByTwoTests
{
    /// <summary>One person alone sends back 10,000. An invoice of 20,000 was paid by two payments of 10,000.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Refunds_OfOneInvoiceFromTwoPayments_AreCountedTogether(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (invoice, payments) = await PaidInTwoAsync(bank);
        var first = await CreditAsync(bank, invoice, 10_000_00);
        var second = await CreditAsync(bank, invoice, 8_000_00);

        Assert.Equal(RefundState.Pending, await RefundAsync(bank, first, 9_000_00, payments[0], "OUR-1"));
        Assert.Equal(RefundState.Pending, await RefundAsync(bank, first, 1_000_00, payments[1], "OUR-2"));
        Assert.Equal(RefundState.Waiting, await RefundAsync(bank, second, 1, payments[1], "OUR-3"));
        await bank.ChangeAsync<Refund>(refund => refund.ProviderReference == "OUR-1",
            set => set.SetProperty(refund => refund.State, RefundState.Failed));
        Assert.Equal(RefundState.Pending, await RefundAsync(bank, second, 2, payments[1], "OUR-4"));
    }

    /// <summary>What became of the payment between the first person and the second counts for the second.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Approval_OfARefundThatItsPaymentDoesNotCoverAnyMore_IsRefused(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (invoice, payments) = await PaidInTwoAsync(bank);
        var note = await CreditAsync(bank, invoice, 18_000_00);
        await RefundAsync(bank, note, 6_000_00, payments[0], "OUR-1");
        Assert.Equal(RefundState.Waiting, await RefundAsync(bank, note, 6_000_00, payments[1], "OUR-2"));
        var waiting = (await bank.AllAsync<Refund>()).Single(refund => refund.State == RefundState.Waiting);
        async Task<string?> ApproveAsync() => (await bank.World.Use<DecideRefund>()
            .ApproveAsync(waiting.Id, bank.World.As("controller1"), default)).Refusal?.Code;
        Task TakenAsync(long returned, long disputed, long lost) => bank.ChangeAsync<Receipt>(
            receipt => receipt.Id == payments[1], set => set.SetProperty(receipt => receipt.ReturnedMinor, returned)
                .SetProperty(receipt => receipt.DisputedMinor, disputed).SetProperty(receipt => receipt.LostMinor, lost));

        await TakenAsync(4_000_01, 0, 0);
        Assert.Equal("invoicing.refund-not-covered", await ApproveAsync());
        await TakenAsync(0, 4_000_01, 0);
        Assert.Equal("cash.in-dispute", await ApproveAsync());
        await TakenAsync(0, 0, 4_000_01);
        Assert.Equal("cash.lost-in-dispute", await ApproveAsync());
        Assert.Equal(RefundState.Waiting, (await bank.AllAsync<Refund>()).Single(refund => refund.Id == waiting.Id).State);

        await TakenAsync(4_000_00, 0, 0);
        Assert.Null(await ApproveAsync());
    }

    /// <summary>The database itself takes a provider's id once, whichever company; a transfer's reference is its
    /// company's.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task ReferenceOfAProvider_StandsOnceOverAllCompanies(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (invoice, payments) = await PaidInTwoAsync(bank);
        var note = await CreditAsync(bank, invoice, 18_000_00);
        await RefundAsync(bank, note, 1, payments[0], "OUR-1");
        await RefundAsync(bank, note, 1, payments[0], "OUR-2");
        Task NameAsync(string from, string provider, LegalEntityId entity) => bank.ChangeAsync<Refund>(
            refund => refund.ProviderReference == from, set => set.SetProperty(refund => refund.Provider, provider)
                .SetProperty(refund => refund.ProviderReference, "re_1").SetProperty(refund => refund.LegalEntityId, entity));

        await NameAsync("OUR-1", "stripe", World.Ireland);
        var twice = await Assert.ThrowsAnyAsync<Exception>(() => NameAsync("OUR-2", "stripe", World.America));
        Assert.True(Conflicts.IsDuplicate(twice));
        await NameAsync("re_1", LineBooks.Provider, World.Ireland);
        await NameAsync("OUR-2", LineBooks.Provider, World.America);
        Assert.Equal(2, (await bank.AllAsync<Refund>()).Count(refund => refund.ProviderReference == "re_1"));
    }

    private static async Task<(InvoiceId Invoice, IReadOnlyList<ReceiptId> Payments)> PaidInTwoAsync(BankWorld bank)
    {
        var billing = BillingWorld.In(bank.World);
        var plan = await billing.ContractAsync("C1", 20_000_00, new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100),
            ClearingWay.Last, [BillingWorld.Item(PlanItemKind.Milestone, 20_000_00)]);
        var invoice = (await billing.IssueAsync(plan[0])).Value;
        await bank.TakenAsync(Camt(
            Entry("10000.00", Paid("First half"), "R-1") + Entry("10000.00", Paid("Second half"), "R-2"), closing: "20100.00"));
        var payments = (await bank.AllAsync<Receipt>()).Select(receipt => receipt.Id).ToList();
        foreach (var payment in payments)
            Assert.Null((await bank.World.Use<ApplyReceipt>()
                .RunAsync(new(payment, invoice.Number, null, "The payer phoned"), billing.Finance, default)).Refusal?.Text);
        return (invoice.Id, payments);
    }

    private static async Task<CreditNoteId> CreditAsync(BankWorld bank, InvoiceId invoice, long minor)
    {
        var given = await bank.World.Use<CreditInvoice>()
            .RunAsync(new(invoice, minor, "Not all was delivered"), bank.World.As("finance"), default);
        Assert.Null(given.Refusal?.Text);
        return given.Value;
    }

    private static async Task<RefundState> RefundAsync(
        BankWorld bank, CreditNoteId note, long minor, ReceiptId payment, string reference)
    {
        var recorded = await bank.World.Use<RefundCredit>()
            .RunAsync(new(note, minor, payment, reference), bank.World.As("finance"), default);
        Assert.Null(recorded.Refusal?.Text);
        return (await bank.AllAsync<Refund>()).Single(refund => refund.Id == recorded.Value).State;
    }
}
