using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Payouts;

/// <summary>Documents and payouts against what the ledger says of them, every state.</summary>
public sealed class DocumentAgreementTests
{
    private static readonly Currency Euro = Currency.Of("EUR");

    [Theory]
    [Trait("Requirement", "REC-5")]
    [InlineData(InvoiceState.Draft, false, 0, 500, null)]
    [InlineData(InvoiceState.Draft, true, 500, 500, "draft-booked")]
    [InlineData(InvoiceState.Open, true, 500, 500, null)]
    [InlineData(InvoiceState.Open, false, 0, 500, "not-booked")]
    [InlineData(InvoiceState.Open, true, 400, 500, "open-differs")]
    [InlineData(InvoiceState.PartiallyPaid, true, 200, 200, null)]
    [InlineData(InvoiceState.PartiallyPaid, true, 500, 200, "open-differs")]
    [InlineData(InvoiceState.PartiallyPaid, false, 0, 200, "not-booked")]
    [InlineData(InvoiceState.Paid, true, 0, 0, null)]
    [InlineData(InvoiceState.Paid, true, 500, 0, "covered-open")]
    [InlineData(InvoiceState.Paid, false, 0, 0, "not-booked")]
    [InlineData(InvoiceState.Closed, true, 0, 0, null)]
    [InlineData(InvoiceState.Closed, true, -1, 0, "covered-open")]
    [InlineData(InvoiceState.Uncollectible, true, 0, 0, null)]
    [InlineData(InvoiceState.Uncollectible, true, 1, 0, "covered-open")]
    [InlineData(InvoiceState.Void, true, 0, 0, null)]
    [InlineData(InvoiceState.Void, false, 0, 0, null)]
    [InlineData(InvoiceState.Void, true, 500, 0, "void-balance")]
    public void Of_AnInvoice_NamesWhatTheLedgerContradicts(
        InvoiceState state, bool booked, long receivable, long open, string? code) => Assert.Equal(
        code, DocumentAgreement.Of(new DocumentFact("Invoice 1", Euro)
        {
            Invoice = state, IsBooked = booked, ReceivableMinor = receivable, OpenMinor = open,
        })?.Code);

    [Theory]
    [Trait("Requirement", "REC-5")]
    [InlineData(PayeeInvoiceState.Matched, 0, "payee-not-accrued")]
    [InlineData(PayeeInvoiceState.Released, 0, "payee-not-accrued")]
    [InlineData(PayeeInvoiceState.Held, 0, null)]
    [InlineData(PayeeInvoiceState.Matched, 1, null)]
    public void Of_APayeesInvoice_AsksForItsAccrual(PayeeInvoiceState state, long accrued, string? code) => Assert.Equal(
        code, DocumentAgreement.Of(new DocumentFact("Payee invoice 1", Euro) { Payee = state, AccruedMinor = accrued })?.Code);

    [Fact]
    [Trait("Requirement", "REC-5")]
    public void Check_NamesEachDocumentAndWhatToDo()
    {
        var refusal = DocumentAgreement.Check(
        [
            new DocumentFact("Invoice 2", Euro) { Invoice = InvoiceState.Paid, IsBooked = true, ReceivableMinor = 700 },
            new DocumentFact("Invoice 1", Euro) { Invoice = InvoiceState.Void, ReceivableMinor = 300 },
            new DocumentFact("Invoice 3", Euro) { Invoice = InvoiceState.Paid, IsBooked = true },
        ]);

        Assert.Equal("payouts.documents-disagree", refusal?.Code);
        Assert.Contains("Invoice 1 is void, and the ledger still has EUR 3.00 of it on 1200", refusal!.Why,
            StringComparison.Ordinal);
        Assert.Contains("Invoice 2 is paid, and the ledger still has EUR 7.00", refusal.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("Invoice 3", refusal.Why, StringComparison.Ordinal);
        Assert.Contains("reversal", refusal.Next, StringComparison.Ordinal);
        Assert.Null(DocumentAgreement.Check([]));
    }

    [Fact]
    [Trait("Requirement", "REC-7")]
    public void Intent_HasOneRowForEachState_AndNeverNeedsWhatItForbids()
    {
        Assert.Equal(Enum.GetValues<PayoutItemState>().Order(), PayoutIntent.Rows.Select(row => row.State).Order());
        Assert.All(PayoutIntent.Rows, row => Assert.Empty(row.Needs.Intersect(row.Forbids)));
    }

    [Theory]
    [Trait("Requirement", "REC-7")]
    [InlineData(PayoutItemState.Paid, EventFamily.PayoutPaidAtOnce, true)]
    [InlineData(PayoutItemState.Paid, EventFamily.PayoutFailedCashNeverLeft, false)]
    [InlineData(PayoutItemState.Released, EventFamily.PayoutPaidAtOnce, false)]
    [InlineData(PayoutItemState.Returned, EventFamily.PayoutReturnedAfterPaid, true)]
    [InlineData(PayoutItemState.Posted, EventFamily.PayoutCashLeft, true)]
    [InlineData(PayoutItemState.Unknown, EventFamily.PayoutCashLeft, false)]
    [InlineData(PayoutItemState.Cancelled, EventFamily.PayoutFailedCashNeverLeft, true)]
    public void Agrees_WhenTheLedgerTellsAnotherEnd_DoesNot(PayoutItemState state, EventFamily booked, bool agrees) =>
        Assert.Equal(agrees, PayoutIntent.Agrees(state, [EventFamily.PayoutReleased, booked]));

    [Theory]
    [Trait("Requirement", "REC-7")]
    [InlineData(PayoutItemState.Paid, true)]
    [InlineData(PayoutItemState.Failed, false)]
    public void Agrees_WithAFailureThatWasTakenBack_OnlyAsPaid(PayoutItemState state, bool agrees) =>
        Assert.Equal(agrees, PayoutIntent.Agrees(state,
        [
            EventFamily.PayoutReleased, EventFamily.PayoutFailedCashNeverLeft, EventFamily.PayoutFailureTakenBack,
            EventFamily.PayoutPaidAtOnce,
        ]));
}
