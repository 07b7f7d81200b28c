using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Ledger.EventFamily;
using static OpsPortal.Domain.Ledger.TraceKey;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// The posting rules, one row per event family; the only code that picks accounts. Read a row as: name, the equation of its
/// amounts, debits, credits, the references without which nothing is posted. <c>held</c> is 2110 or 2120, <c>wheresits</c> the
/// payee's account where that payment's money is, <c>cash</c> the account where the transaction stands. P goes to each payee's
/// part.
/// </summary>
public static class PostingRules
{
    private const string Split = "G = P+F+V";
    private const string CreditSplit = "A = P+F+V";

    public static readonly IReadOnlyList<PostingRule> Rows =
    [
        new(DownPaymentInvoiced, "Down-payment invoice issued", "", "1200 D", "2010 D-Vd, 2700 Vd", Contract, PlanItem, Invoice),
        new(InvoicedEntityOwesTax, "Invoice issued; payee sells, entity owes the tax", Split,
            "1200 G-C, 2010 C-Vc", "2100 P, 4000 F, 2700 V-Vc", Contract, PlanItem, Invoice),
        new(InvoicedPayeeOwesTax, "Invoice issued; payee sells and owes the tax itself", "G = P+F",
            "1200 G-C, 2010 C", "2100 P, 4000 F-Vf, 2700 Vf", Contract, PlanItem, Invoice),
        new(InvoicedPlatformSells, "Invoice issued; platform is seller of record", "",
            "1200 G-C, 2010 C-Vc, 5400 P", "4010 G-V, 2700 V-Vc, 2100 P", Contract, PlanItem, Invoice),
        new(DownPaymentCleared, "Paid down payment cleared: the payees' part is funded", "", "2100 P", "held P", Invoice),
        new(CreditedEntityOwesTax, "Credit note; payee sells, entity owes the tax", CreditSplit,
            "2100 P, 4000 F, 2700 V", "1200 A", Invoice, CreditNote, Reason),
        new(CreditedPayeeOwesTax, "Credit note; payee sells and owes the tax itself", "A = P+F",
            "2100 P, 4000 F-Vf, 2700 Vf", "1200 A", Invoice, CreditNote, Reason),
        new(CreditedPlatformSells, "Credit note; platform is seller of record", "",
            "4010 A-V, 2700 V, 2100 P", "1200 A, 5400 P", Invoice, CreditNote, Reason),
        new(CreditedDownPayment, "Credit note on a down payment", "", "2010 A-V, 2700 V", "1200 A", Invoice, CreditNote, Reason),
        new(CreditedCollected, "Credit note, the part that was collected", "",
            "1200 A, wheresits P", "2610 A, 2100 P", Invoice, CreditNote, Reason),
        new(InvoiceVoided, "Invoice voided: exact reversal of its entries", "", "", "", Invoice, Reason, ReversedEntry),
        new(RefundPaid, "Refund paid", "", "2610 A", "cash A", CreditNote, ProviderReference),
        new(RefundFailed, "Refund failed", "", "cash A", "2610 A", CreditNote, ProviderReference),
        new(UncollectiblePayeeSells, "Uncollectible; payee sells", "", "2100 P, 5100 A-P-V, 2700 V", "1200 A", Invoice, Reason)
        {
            Note = "V only where relief is allowed",
        },
        new(UncollectiblePlatformSells, "Uncollectible; platform sells", "",
            "5100 A-V, 2700 V, 2100 P", "1200 A, 5400 P", Invoice, Reason)
        {
            Note = "P if pay-when-paid",
        },
        new(UncollectibleDownPayment, "Uncollectible down payment", "", "2010 A-V, 2700 V", "1200 A", Invoice, Reason),
        new(InvoiceClosed, "Invoice closed: a marker, no money", "", "", "", Invoice) { IsMarker = true },
        new(InvoiceReopened, "Closed invoice reopened: a marker, no money", "", "", "", Invoice, Reason) { IsMarker = true },
        new(CustomerCreditTakenBack, "Customer credit taken back: its payment goes back", "", "2610 A", "2600 A", Payment,
            Invoice),
        new(PaymentSucceeded, "Payment succeeded", "", "1020 A", "2600 A", Payment, ProviderReference),
        new(ProviderFeeCharged, "Provider or bank fee charged", "", "5000 A", "cash A", ProviderReference),
        new(BankCreditReceived, "Bank credit received", "", "1010 A", "2600 A", Payment, ProviderReference, BankAccount),
        new(CashApplied, "Cash applied to an invoice; the payees' part is funded", "",
            "2600 A, 2100 P", "1200 A, held P", Payment, Invoice, Application),
        new(CashUnapplied, "Cash un-applied and un-funded", "",
            "1200 A, wheresits P", "2600 A, 2100 P", Payment, Invoice, Application),
        new(DifferenceTolerated, "Difference within tolerance; payees bear P", "", "2100 P, 5110 A-P", "1200 A", Invoice, Reason)
        {
            Version = 2,
        },
        new(DifferenceTakenBack, "Difference within tolerance taken back", "", "1200 A", "2100 P, 5110 A-P", Invoice, Reason)
        {
            Version = 2,
        },
        new(FundsAvailable, "Funds available at provider (net); held funds become settled", "",
            "1030 N, 2110 P", "1020 N, 2120 P", Payment, ProviderReference),
        new(PaymentReturned, "Payment returned (after it was un-applied)", "", "2600 A", "cash A", Payment, ProviderReference),
        new(UnappliedCashSentBack, "Unapplied cash sent back", "", "2600 A", "cash A", Payment, ProviderReference, Reason),
        new(OverpaymentKeptAsCredit, "Overpayment kept as customer credit", "",
            "2600 A", "2610 A", Payment, Reason) { IsPosted = false },
        new(CustomerCreditApplied, "Customer credit applied; the payees' part is funded", "",
            "2610 A, 2100 P", "1200 A, held P", Invoice, Application, Reason) { IsPosted = false },
        new(SweepSent, "Provider sends to bank", "", "1040 A", "1030 A", ProviderReference),
        new(SweepArrived, "Provider's transfer arrives at the bank", "", "1010 A", "1040 A", ProviderReference, BankAccount),
        new(SweepCameBack, "Provider's transfer comes back", "", "1030 A", "1040 A", ProviderReference),
        new(TopUpSent, "Top-up sent to provider", "", "1040 A", "1010 A", ProviderReference, BankAccount) { IsPosted = false },
        new(TopUpArrived, "Top-up arrived at provider", "", "1030 A", "1040 A", ProviderReference) { IsPosted = false },
        new(ProviderReserveKept, "Provider keeps back a reserve", "", "1060 A", "1030 A", ProviderReference) { IsPosted = false },
        new(ProviderReserveFreed, "Provider frees a reserve", "", "1030 A", "1060 A", ProviderReference) { IsPosted = false },
        new(DisputeOpened, "Dispute opened, provider takes funds; payees' part is held back", "",
            "1260 A, held P", "1030 A, 2200 P", Payment, Dispute),
        new(DisputeWon, "Dispute won", "", "1030 A, 2200 P", "1260 A, held P", Payment, Dispute),
        new(DisputeLost, "Dispute lost; unapplied cash goes first, payees bear P, the platform the rest", "",
            "2600 U, wheresits P, 5200 A-P-U", "1260 A", Payment, Dispute) { Version = 2 },
        new(DisputeWonAfterLoss, "Dispute won that counted as lost: the loss is taken back", "",
            "1030 A", "2600 U, wheresits P, 5200 A-P-U", Payment, Dispute),
        new(ReservePlaced, "Risk reserve placed", "", "held P", "2200 P", Reserve, Reason) { IsPosted = false },
        new(ReserveReleased, "Risk reserve released", "", "2200 P", "held P", Reserve, Reason) { IsPosted = false },
        new(ComplianceBlockPlaced, "Compliance block placed", "", "held P", "2510 P", Hold, Reason),
        new(ComplianceBlockLifted, "Compliance block lifted", "", "2510 P", "held P", Hold, Reason),
        new(RecoveredBySetOff, "Recovered from payee by set-off", "", "2120 P", "1250 P", Contract, Reason) { Version = 2 },
        new(RecoveredByRepayment, "Recovered from payee by repayment", "", "2600 P", "1250 P", Payment, Reason),
        new(PayeeDebtWrittenOff, "Debt of a payee written off", "", "5100 P", "1250 P", Reason),
        new(PayoutReleased, "Payout released", "", "2120 P", "2300 P", Batch, PayoutItem),
        new(PayoutCashLeft, "Cash leaves for a payout", "", "1050 P", "cash P", PayoutItem, ProviderReference),
        new(PayoutPaid, "Payout paid", "", "2300 P", "1050 P", PayoutItem, ProviderReference),
        new(PayoutPaidAtOnce, "Payout paid, cash leaves with the same fact", "",
            "2300 P", "cash P", PayoutItem, ProviderReference),
        new(PayoutFailedCashNeverLeft, "Payout failed or cancelled, cash never left", "", "2300 P", "2120 P", PayoutItem, Reason),
        new(PayoutFailedCashHadLeft, "Payout failed, cash had left", "", "2300 P", "2110 P", PayoutItem, Reason),
        new(PayoutFailureTakenBack, "Payout paid after it counted as failed or stopped: the failure is taken back", "",
            "wheresits P", "2300 P", PayoutItem, ProviderReference),
        new(PayoutReturnedAfterPaid, "Payout returned after it was paid", "", "1050 P", "2110 P", PayoutItem, ProviderReference),
        new(PayoutCashCameBack, "Cash of a failed or returned payout comes back", "",
            "cash P, 2110 P", "1050 P, 2120 P", PayoutItem, ProviderReference),
        new(PayoutLeftBank, "A payout's cash left our bank, not the provider's balance", "", "1030 A", "1010 A",
            PayoutItem, ProviderReference, BankAccount),
        new(PayoutBackAtBank, "A payout's cash came back to our bank, not to the provider's balance", "", "1010 A", "1030 A",
            PayoutItem, ProviderReference, BankAccount),
        new(TransferSent, "Transfer to another bank account of ours leaves", "", "1040 A", "1010 A", ProviderReference,
            BankAccount),
        new(TransferArrived, "Transfer from another bank account of ours arrives", "", "1010 A", "1040 A", ProviderReference,
            BankAccount),
        new(InterestEarned, "Interest earned at the bank", "", "1010 A", "4030 A", ProviderReference, BankAccount),
        new(InterestPaid, "Interest paid to the bank", "", "5010 A", "1010 A", ProviderReference, BankAccount),
        new(BankFeeGivenBack, "Fee given back by the bank", "", "1010 A", "5000 A", ProviderReference, BankAccount, Reason),
        new(InterestGivenBack, "Interest paid, given back by the bank", "", "1010 A", "5010 A", ProviderReference, BankAccount,
            Reason),
        new(InterestTakenBack, "Interest earned, taken back by the bank", "", "4030 A", "1010 A", ProviderReference, BankAccount,
            Reason),
        new(SupplierPaid, "Supplier paid", "", "2400 A", "1010 A", ProviderReference, BankAccount, Reason),
        new(SupplierPaymentCameBack, "Payment to a supplier came back", "", "1010 A", "2400 A", ProviderReference, BankAccount,
            Reason),
        new(SalesTaxPaid, "Sales tax or VAT paid to the tax authority", "", "2700 A", "1010 A", ProviderReference, BankAccount,
            Reason),
        new(WithheldTaxPaid, "Tax withheld from payees remitted", "", "2500 A", "1010 A", ProviderReference, BankAccount,
            Reason),
        new(PostedByHand, "Manual journal, approved by a second person", "", "", "", Reason) { IsByHand = true },
        new(DischargedByHand, "Manual journal that discharges an obligation", "", "", "", Reason) { IsByHand = true },
        new(CancelledByHand, "Manual journal that cancels an obligation", "", "", "", Reason) { IsByHand = true },
        new(ExpiredByHand, "Manual journal of an obligation that expired", "", "", "", Reason) { IsByHand = true },
        new(OpeningBalance, "Opening balance brought over from a former system, against 3900", "", "", "", Reason)
        {
            IsByHand = true,
        },
        new(OpeningReceivable, "Open receivable brought over", "", "1200 A", "3900 A", Contract, PlanItem, Invoice,
            ProviderReference),
        new(OpeningPayeeShare, "Payees' share of an open receivable brought over", "", "3900 P", "2100 P", Contract, Invoice,
            ProviderReference),
        new(OpeningHeldFunds, "Collected money of payees brought over", "", "3900 P", "2120 P", Payment, Invoice,
            ProviderReference),
        new(OpeningUnappliedCash, "Unapplied cash brought over", "", "3900 A", "2600 A", Payment, ProviderReference),
        new(OpeningPayable, "Unpaid bill brought over", "", "3900 A", "2400 A", ProviderReference),
    ];

    /// <summary>By these a payment gives payees money or takes back what it gave: what it funded is the sum of their
    /// lines.</summary>
    public static readonly IReadOnlyList<EventFamily> Funding =
    [
        DownPaymentCleared, CreditedCollected, InvoiceVoided, CashApplied, CashUnapplied, CustomerCreditApplied,
        OpeningHeldFunds,
    ];

    private static readonly Dictionary<EventFamily, PostingRule> ByFamily = Rows.ToDictionary(row => row.Family);

    public static PostingRule Of(EventFamily family) => ByFamily[family];

    /// <summary>The row of an invoice's issue by who sells and who owes the sales tax.</summary>
    public static EventFamily InvoiceFamily(bool platformSells, bool entityOwesTax) =>
        platformSells ? InvoicedPlatformSells : entityOwesTax ? InvoicedEntityOwesTax : InvoicedPayeeOwesTax;

    /// <summary>The row of a credit note by who sells and who owes the sales tax.</summary>
    public static EventFamily CreditFamily(bool platformSells, bool entityOwesTax) =>
        platformSells ? CreditedPlatformSells : entityOwesTax ? CreditedEntityOwesTax : CreditedPayeeOwesTax;

    /// <summary>Drafts the entry of an event, or refuses and names the reference or amount that is missing.</summary>
    public static Outcome<EntryDraft> Draft(EventFamily family, PostingFacts facts) => Drafting.Draft(Of(family), facts);
}
