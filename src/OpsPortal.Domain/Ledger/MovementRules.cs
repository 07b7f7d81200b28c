using static OpsPortal.Domain.Ledger.EventFamily;
using static OpsPortal.Domain.Ledger.MovementKind;
using static OpsPortal.Domain.Ledger.ObligationEnd;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// The liability roll-forward, one row per event family that moves a liability: the only code that says whether a movement is
/// an inflow, a release, a reversal or a reclassification. The documented trigger of a movement is the posting rule of its
/// family. An entry that reverses another is a reversal, whatever its family.
/// </summary>
public static class MovementRules
{
    public static readonly IReadOnlyList<MovementRule> Rows =
    [
        Row(DownPaymentInvoiced, Release, Inflow),
        Row(InvoicedEntityOwesTax, Release, Inflow),
        Row(InvoicedPayeeOwesTax, Release, Inflow),
        Row(InvoicedPlatformSells, Release, Inflow),
        Row(DownPaymentCleared, Release, Inflow),
        Row(CreditedEntityOwesTax, MovementKind.Reversal, MovementKind.Reversal, Cancelled),
        Row(CreditedPayeeOwesTax, MovementKind.Reversal, MovementKind.Reversal, Cancelled),
        Row(CreditedPlatformSells, MovementKind.Reversal, MovementKind.Reversal, Cancelled),
        Row(CreditedDownPayment, MovementKind.Reversal, MovementKind.Reversal, Cancelled),
        Row(CreditedCollected, MovementKind.Reversal, MovementKind.Reversal),
        Row(CreditedCollected, Account.CustomerCredits, MovementKind.Reversal, Inflow),
        Row(InvoiceVoided, MovementKind.Reversal, MovementKind.Reversal, Cancelled),
        Row(RefundPaid, Release, Inflow, Discharged),
        Row(RefundFailed, MovementKind.Reversal, MovementKind.Reversal),
        Row(UncollectiblePayeeSells, Release, Inflow, Cancelled),
        Row(UncollectiblePlatformSells, Release, Inflow, Cancelled),
        Row(UncollectibleDownPayment, Release, Inflow, Cancelled),
        Row(CustomerCreditTakenBack, MovementKind.Reversal, MovementKind.Reversal),
        Row(PaymentSucceeded, Release, Inflow),
        Row(ProviderFeeCharged, Release, Inflow),
        Row(BankCreditReceived, Release, Inflow),
        Row(CashApplied, Release, Inflow),
        Row(CashApplied, Account.UnappliedCash, Release, Inflow, Discharged),
        Row(CashUnapplied, MovementKind.Reversal, MovementKind.Reversal),
        Row(DifferenceTolerated, Release, Inflow, Cancelled),
        Row(DifferenceTakenBack, MovementKind.Reversal, MovementKind.Reversal),
        Row(FundsAvailable, Reclassified, Reclassified),
        Row(PaymentReturned, MovementKind.Reversal, MovementKind.Reversal),
        Row(UnappliedCashSentBack, Release, Inflow, Discharged),
        Row(OverpaymentKeptAsCredit, Reclassified, Reclassified),
        Row(CustomerCreditApplied, Release, Inflow),
        Row(CustomerCreditApplied, Account.CustomerCredits, Release, Inflow, Discharged),
        Row(DisputeOpened, Reclassified, Reclassified),
        Row(DisputeWon, Reclassified, Reclassified),
        Row(DisputeLost, Release, Inflow, Cancelled),
        Row(DisputeLost, Account.UnappliedCash, Release, Inflow, Discharged),
        Row(DisputeWonAfterLoss, MovementKind.Reversal, MovementKind.Reversal),
        Row(ReservePlaced, Reclassified, Reclassified),
        Row(ReserveReleased, Reclassified, Reclassified),
        Row(ComplianceBlockPlaced, Reclassified, Reclassified),
        Row(ComplianceBlockLifted, Reclassified, Reclassified),
        Row(RecoveredBySetOff, Release, Inflow, Discharged),
        Row(RecoveredByRepayment, Release, Inflow, Discharged),
        Row(PayoutReleased, Release, Inflow),
        Row(PayoutCashLeft, Release, Inflow),
        Row(PayoutPaid, Release, Inflow, Discharged),
        Row(PayoutPaidAtOnce, Release, Inflow, Discharged),
        Row(PayoutFailedCashNeverLeft, MovementKind.Reversal, MovementKind.Reversal),
        Row(PayoutFailedCashHadLeft, MovementKind.Reversal, MovementKind.Reversal),
        Row(PayoutFailureTakenBack, MovementKind.Reversal, MovementKind.Reversal),
        Row(PayoutReturnedAfterPaid, MovementKind.Reversal, MovementKind.Reversal),
        Row(PayoutCashCameBack, Reclassified, Reclassified),
        Row(SupplierPaid, Release, Inflow, Discharged),
        Row(SupplierPaymentCameBack, MovementKind.Reversal, MovementKind.Reversal),
        Row(WithheldTaxPaid, Release, Inflow, Discharged),
        Row(PostedByHand, Release, Inflow),
        Row(DischargedByHand, Release, Inflow, Discharged),
        Row(CancelledByHand, Release, Inflow, Cancelled),
        Row(ExpiredByHand, Release, Inflow, Expired),
        Row(OpeningBalance, BroughtOver, BroughtOver),
        Row(OpeningPayeeShare, BroughtOver, BroughtOver),
        Row(OpeningHeldFunds, BroughtOver, BroughtOver),
        Row(OpeningUnappliedCash, BroughtOver, BroughtOver),
        Row(OpeningPayable, BroughtOver, BroughtOver),
    ];

    private static readonly Dictionary<(EventFamily, Account?), MovementRule> ByFamily =
        Rows.ToDictionary(row => (row.Family, row.Account));

    /// <summary>The row of a family on an account; null where the family moves no liability.</summary>
    public static MovementRule? Find(EventFamily family, Account account) =>
        ByFamily.GetValueOrDefault((family, account)) ?? ByFamily.GetValueOrDefault((family, null));

    /// <param name="isReversal">The entry reverses another one.</param>
    /// <param name="isDebit">It lowers what is owed.</param>
    public static MovementKind KindOf(EventFamily family, Account account, bool isReversal, bool isDebit)
    {
        if (isReversal)
            return MovementKind.Reversal;
        var row = Find(family, account)
            ?? throw new InvalidOperationException($"The movement table has no row for {family} on {(int)account}.");
        return isDebit ? row.Debit : row.Credit;
    }

    /// <summary>How a debit of a family on an account ends the obligation there.</summary>
    public static ObligationEnd EndOf(EventFamily family, Account account) => Find(family, account)?.End ?? LivesOn;

    private static MovementRule Row(
        EventFamily family, MovementKind debit, MovementKind credit, ObligationEnd end = LivesOn) =>
        new(family, null, debit, credit, end);

    private static MovementRule Row(
        EventFamily family, Account account, MovementKind debit, MovementKind credit, ObligationEnd end = LivesOn) =>
        new(family, account, debit, credit, end);
}
