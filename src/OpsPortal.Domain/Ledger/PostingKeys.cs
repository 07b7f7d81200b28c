using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// The names of economic events. A key says what happened, never how we heard of it: any number of deliveries of one event
/// give the same key, and one entry. Unique per legal entity.
/// </summary>
public static class PostingKeys
{
    /// <summary>Longest key that is stored.</summary>
    public const int MaxLength = 200;

    public static string InvoiceIssued(InvoiceId invoice) => $"invoice-issued:{invoice}";

    public static string DownPaymentCleared(InvoiceId invoice) => $"down-payment-cleared:{invoice}";

    public static string CreditNote(CreditNoteId note) => $"credit-note:{note}";

    public static string CreditNoteOnCollected(CreditNoteId note) => $"credit-note-collected:{note}";

    public static string Refund(string provider, string reference) => $"refund:{provider}:{reference}";

    public static string RefundFailed(string provider, string reference) => $"refund-failed:{provider}:{reference}";

    /// <param name="times">How often it was given up, this time included: a reopened one may be given up again.</param>
    public static string Uncollectible(InvoiceId invoice, int times) => $"uncollectible:{invoice}:{times}";

    /// <summary>What stages have cleared of a down payment that is given up.</summary>
    /// <param name="times">How often such was given up, this time included.</param>
    public static string UncollectibleCleared(InvoiceId advance, int times) => $"uncollectible-cleared:{advance}:{times}";

    public static string InvoiceClosed(InvoiceId invoice, int times) => $"invoice-closed:{invoice}:{times}";

    public static string InvoiceReopened(InvoiceId invoice, int times) => $"invoice-reopened:{invoice}:{times}";

    public static string CreditTakenBack(ApplicationId application) => $"credit-taken-back:{application}";

    /// <param name="times">How often a difference of this invoice was given up, this time included.</param>
    public static string Tolerated(InvoiceId invoice, int times) => $"tolerated:{invoice}:{times}";

    public static string ToleratedTakenBack(InvoiceId invoice, int times) => $"tolerated-back:{invoice}:{times}";

    public static string Payment(string provider, string reference) => $"payment:{provider}:{reference}";

    public static string ProviderFee(string provider, string reference) => $"fee:{provider}:{reference}";

    public static string BankCredit(BankAccountId account, string line) => $"bank-credit:{account}:{line}";

    public static string Applied(ApplicationId application) => $"applied:{application}";

    public static string Unapplied(ApplicationId application) => $"unapplied:{application}";

    public static string FundsAvailable(string provider, string reference) => $"available:{provider}:{reference}";

    public static string PaymentReturned(string provider, string reference) => $"returned:{provider}:{reference}";

    public static string SentBack(ReceiptId receipt, string reference) => $"sent-back:{receipt}:{reference}";

    public static string OverpaymentKept(ReceiptId receipt) => $"overpayment:{receipt}";

    public static string Sweep(string provider, string reference, string step) => $"sweep-{step}:{provider}:{reference}";

    public static string ProviderReserve(string provider, string reference) => $"provider-reserve:{provider}:{reference}";

    public static string Dispute(string provider, string reference, string step) => $"dispute-{step}:{provider}:{reference}";

    public static string Reserve(ReserveId reserve, string step) => $"reserve-{step}:{reserve}";

    public static string ComplianceBlock(HoldId hold) => $"block-placed:{hold}";

    public static string ComplianceBlockLifted(HoldId hold) => $"block-lifted:{hold}";

    public static string SetOff(SetOffId setOff) => $"set-off:{setOff}";

    public static string Repaid(RepaymentId repayment) => $"repaid:{repayment}";

    public static string DebtWrittenOff(DebtWriteOffId writeOff) => $"debt-written-off:{writeOff}";

    public static string PayoutReleased(PayoutItemId item) => $"payout-released:{item}";

    public static string PayoutCashLeft(PayoutItemId item) => $"payout-cash-left:{item}";

    public static string PayoutPaid(PayoutItemId item) => $"payout-paid:{item}";

    public static string PayoutFailed(PayoutItemId item) => $"payout-failed:{item}";

    public static string PayoutFailureTakenBack(PayoutItemId item) => $"payout-failure-back:{item}";

    public static string PayoutReturned(PayoutItemId item) => $"payout-returned:{item}";

    public static string PayoutCashCameBack(PayoutItemId item) => $"payout-cash-back:{item}";

    /// <summary>Of a payout that was returned: its cash may have come back of a failure before.</summary>
    public static string PayoutReturnedCash(PayoutItemId item) => $"payout-returned-cash:{item}";

    public static string PayoutLeftBank(PayoutItemId item) => $"payout-left-bank:{item}";

    public static string PayoutBackAtBank(PayoutItemId item) => $"payout-back-at-bank:{item}";

    /// <param name="line">The bank's line, the same in every file.</param>
    public static string BankLine(string line) => $"bank-line:{line}";

    public static string ManualJournal(ManualJournalId journal) => $"manual-journal:{journal}";

    /// <summary>Of a company's one cut-over: by what comes over and its own reference, never by the file.</summary>
    public static string Opening(string what, string reference) => $"opening-{what}:{reference}";

    public static string Reversal(EntryId entry) => $"reversal:{entry}";
}
