using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What a person may say that an undecided line is for.</summary>
public enum LinePurpose
{
    SupplierBill,
    SalesTax,
    WithheldTax,
    BankFee,
    InterestPaid,
    InterestEarned,
    FeeGivenBack,
    InterestGivenBack,
    InterestTakenBack,
    RefundOfCredit,
    CashSentBack,
    RefundCameBack,
    SupplierCameBack,
    BuyersPayment,
}

/// <summary>What a line of a purpose must name, so that the right debt is met.</summary>
public enum LineSubjectKind
{
    Nothing,
    Refund,
    Receipt,
}

/// <summary>The refund or receipt that a line pays back or that comes back by it; neither for most purposes.</summary>
public readonly record struct LineSubject(RefundId? Refund = null, ReceiptId? Receipt = null);

/// <summary>One row of the table of purposes.</summary>
/// <param name="Words">Its name on screen.</param>
/// <param name="Class">The class that the line gets.</param>
/// <param name="Family">The posting rule that books it.</param>
/// <param name="Owed">The account that must owe that much before, or null.</param>
public sealed record LinePurposeRow(LinePurpose Purpose, string Words, LineClass Class, EventFamily Family, Account? Owed)
{
    public LineSubjectKind Names { get; init; }

    /// <summary>The purpose of which a line of that amount must have left and not come back; null for most.</summary>
    public LinePurpose? Returns { get; init; }

    /// <summary>Whether the line must bring money.</summary>
    public bool IsMoneyIn { get; init; }

    /// <summary>Only undecided lines of these classes may be it; empty for any.</summary>
    public IReadOnlyList<LineClass> Only { get; init; } = [];

    public bool Fits(BankLine line) =>
        IsMoneyIn == line.AmountMinor > 0 && (Only.Count == 0 || Only.Contains(line.Class));

    /// <summary>Whether everything that is named is asked for.</summary>
    public bool AsksFor(LineSubject subject) => (subject.Refund is null || Names == LineSubjectKind.Refund)
        && (subject.Receipt is null || Names == LineSubjectKind.Receipt);
}

/// <summary>Every purpose with what follows from it: the whole table.</summary>
public static class LinePurposes
{
    public static IReadOnlyList<LinePurposeRow> All { get; } =
    [
        new(LinePurpose.SupplierBill, "Supplier's bill (2400)", LineClass.TaxOrSupplierPayment, EventFamily.SupplierPaid,
            Account.PayablesAndFees),
        new(LinePurpose.SalesTax, "Sales tax or VAT (2700)", LineClass.TaxOrSupplierPayment, EventFamily.SalesTaxPaid,
            Account.SalesTaxPayable),
        new(LinePurpose.WithheldTax, "Tax withheld from payees (2500)", LineClass.TaxOrSupplierPayment,
            EventFamily.WithheldTaxPaid, Account.TaxWithheld),
        new(LinePurpose.BankFee, "Bank fee (5000)", LineClass.BankFee, EventFamily.ProviderFeeCharged, null),
        new(LinePurpose.InterestPaid, "Interest paid, also on a balance of ours (5010)", LineClass.Interest,
            EventFamily.InterestPaid, null),
        new(LinePurpose.InterestEarned, "Interest earned (4030)", LineClass.Interest, EventFamily.InterestEarned, null)
        {
            IsMoneyIn = true,
        },
        new(LinePurpose.FeeGivenBack, "Bank fee given back (5000)", LineClass.BankFee, EventFamily.BankFeeGivenBack, null)
        {
            IsMoneyIn = true,
        },
        new(LinePurpose.InterestGivenBack, "Interest paid, given back (5010)", LineClass.Interest, EventFamily.InterestGivenBack,
            null) { IsMoneyIn = true },
        new(LinePurpose.InterestTakenBack, "Interest earned, taken back (4030)", LineClass.Interest,
            EventFamily.InterestTakenBack, null),
        new(LinePurpose.RefundOfCredit, "Refund of a credit note (2610)", LineClass.PaidBack, EventFamily.RefundPaid,
            Account.CustomerCredits) { Names = LineSubjectKind.Refund },
        new(LinePurpose.CashSentBack, "Unapplied cash sent back (2600)", LineClass.PaidBack, EventFamily.UnappliedCashSentBack,
            Account.UnappliedCash) { Names = LineSubjectKind.Receipt },
        new(LinePurpose.RefundCameBack, "Refund of ours that came back (2610)", LineClass.CameBack, EventFamily.RefundFailed,
            null) { Names = LineSubjectKind.Refund, IsMoneyIn = true },
        new(LinePurpose.SupplierCameBack, "Payment to a supplier that came back (2400)", LineClass.CameBack,
            EventFamily.SupplierPaymentCameBack, null) { Returns = LinePurpose.SupplierBill, IsMoneyIn = true },
        new(LinePurpose.BuyersPayment, "Payment of a buyer (2600)", LineClass.CustomerReceipt, EventFamily.BankCreditReceived,
            null)
        {
            IsMoneyIn = true, Only = [LineClass.CameBack, LineClass.PayoutReturned],
        },
    ];

    public static LinePurposeRow Of(LinePurpose purpose) => All.Single(row => row.Purpose == purpose);
}

public enum LineBookingState
{
    Waiting,
    Approved,
    Refused,
}

/// <summary>
/// A person's word on what an undecided bank line is for, with a reason. Above the limit it waits for a second person.
/// </summary>
public sealed class LineBooking : IOfCompany
{
    private LineBooking()
    {
    }

    public LineBooking(
        LineBookingId id, BankLine line, LinePurpose purpose, LineSubject subject, string reason, PersonId by, Instant now)
    {
        (RefundId, ReceiptId) = (subject.Refund, subject.Receipt);
        (Id, LineId, LegalEntityId, Purpose, Reason) = (id, line.Id, line.LegalEntityId, purpose, reason.Trim());
        (AmountMinor, Currency, AskedBy, AskedAt) = (line.AmountMinor, line.Currency, by, now);
    }

    public LineBookingId Id { get; private set; }

    public BankLineId LineId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public LinePurpose Purpose { get; private set; }

    /// <summary>The refund that it pays, or that came back by it; null for other purposes.</summary>
    public RefundId? RefundId { get; private set; }

    /// <summary>The receipt whose unapplied cash it sends back; null for other purposes.</summary>
    public ReceiptId? ReceiptId { get; private set; }

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    /// <summary>Which bill, return or statement it pays.</summary>
    public string Reason { get; private set; } = "";

    public PersonId AskedBy { get; private set; }

    public Instant AskedAt { get; private set; }

    public LineBookingState State { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public int Revision { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    public LineSubject Subject => new(RefundId, ReceiptId);

    /// <summary>Whether a line may be booked so at all.</summary>
    public static Refusal? Check(BankLine line, LinePurpose purpose, LineSubject subject, string reason)
    {
        if (line.Standing == LineStanding.Posted)
            return BankingRefusals.LineBooked;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        var row = LinePurposes.Of(purpose);
        if (row.IsMoneyIn != line.AmountMinor > 0)
            return BankingRefusals.NotThisWay(new Money(line.AmountMinor, line.Currency));
        if (!row.Fits(line))
            return BankingRefusals.NotFromABuyer(LineClasses.Of(line.Class).Words);
        return row.Names switch
        {
            LineSubjectKind.Refund when subject.Refund is null => BankingRefusals.NoRefundNamed,
            LineSubjectKind.Receipt when subject.Receipt is null => BankingRefusals.NoReceiptNamed,
            _ when !row.AsksFor(subject) => BankingRefusals.SubjectNotAsked(row.Words),
            _ => null,
        };
    }

    /// <summary>Posted at once, since it is within what one person may decide.</summary>
    public void Alone(Instant now) => (State, DecidedAt) = (LineBookingState.Approved, now);

    public Outcome Approve(PersonId by, Instant now) => Decide(LineBookingState.Approved, by, null, now);

    public Outcome Refuse(PersonId by, string note, Instant now) => Reasons.WhyNot(note) is { } wrong
        ? wrong
        : Decide(LineBookingState.Refused, by, note.Trim(), now);

    private Outcome Decide(LineBookingState to, PersonId by, string? note, Instant now)
    {
        if (State != LineBookingState.Waiting)
            return BankingRefusals.BookingDecided;
        if (by == AskedBy)
            return BankingRefusals.OwnBooking;
        (State, DecidedBy, DecidedAt, Note) = (to, by, now, note);
        return Outcome.Done;
    }
}
