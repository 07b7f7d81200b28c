namespace OpsPortal.Domain.Banking;

/// <summary>What a bank line is. Each line is exactly one of these.</summary>
public enum LineClass
{
    CustomerReceipt,
    ProviderSweepIn,
    TopUpOut,
    PayoutLeaving,
    PayoutReturned,
    ReceiptReturned,
    BankFee,
    Interest,
    InternalTransfer,
    TaxOrSupplierPayment,
    PaidBack,
    CameBack,
    UnclassifiedDebit,
}

/// <summary>Whether a line is in the books.</summary>
public enum LineStanding
{
    Posted,

    /// <summary>A person decides: a case says what.</summary>
    Exception,
}

/// <summary>One row of the table of classes.</summary>
/// <param name="Words">Its name on screen.</param>
/// <param name="Books">What the ledger does with it where the rule is certain, in words.</param>
/// <param name="Missing">What must be there before an undecided one can be booked, in words.</param>
public sealed record LineClassRow(LineClass Class, string Words, string Books, string Missing);

/// <summary>Every class with what follows from it: the whole table.</summary>
public static class LineClasses
{
    public static readonly IReadOnlyList<LineClassRow> All =
    [
        new(LineClass.CustomerReceipt, "Customer receipt", "A receipt: 1010 to 2600, then matched with invoices.",
            "Nothing: every one is booked."),
        new(LineClass.ProviderSweepIn, "Provider's transfer arrives", "1010 to 1040, once per transfer.",
            "The provider's event of one transfer with this amount that has not arrived yet."),
        new(LineClass.TopUpOut, "Top-up to a provider", "A person decides.",
            "The provider's word that it received a top-up of this amount."),
        new(LineClass.PayoutLeaving, "Payout leaves", "The payout is paid: 2300 to 1010.",
            "One payout in flight with this amount, named by its key or the provider's reference."),
        new(LineClass.PayoutReturned, "Payout comes back", "The payout is returned: 1010 to 2120.",
            "One paid payout with this amount, named by its key or the provider's reference."),
        new(LineClass.ReceiptReturned, "Receipt goes back", "Un-applied, un-funded, then 2600 to 1010.",
            "One receipt of this account with this amount, named by its reference, of which nothing went back before."),
        new(LineClass.BankFee, "Bank fee", "5000 to 1010; one that is given back by a person's word.",
            "A person's word that the bank gives a fee back."),
        new(LineClass.Interest, "Interest", "1010 to 4030, or 5010 to 1010; what is taken or given back by a person's word.",
            "A person's word on which interest it takes or gives back."),
        new(LineClass.InternalTransfer, "Between accounts of ours", "Each side through 1040.",
            "The other side, as an account of the same company in the same currency."),
        new(LineClass.TaxOrSupplierPayment, "Tax or supplier payment", "What a person says: 2400, 2500 or 2700 to 1010.",
            "A person's word on which bill or return it pays."),
        new(LineClass.PaidBack, "Money back to a buyer", "What a person says: 2600 or 2610 to 1010.",
            "A person's word on which refund or receipt it pays back."),
        new(LineClass.CameBack, "Payment of ours came back", "What a person says: 1010 to 2610 or 2400.",
            "A person's word on which refund or supplier's payment came back, or that a buyer paid."),
        new(LineClass.UnclassifiedDebit, "Debit of unknown purpose", "A person decides.",
            "A person's word on what it is for."),
    ];

    public static LineClassRow Of(LineClass kind) => All.Single(row => row.Class == kind);
}

/// <summary>What a rule says of a line.</summary>
/// <param name="Rule">The rule's name, kept with the line.</param>
/// <param name="IsCertain">Whether the books follow by themselves; otherwise a person decides.</param>
/// <param name="Reference">The transfer or payout that it is, where the rule found one.</param>
public sealed record LineVerdict(LineClass Class, string Rule, bool IsCertain, string? Reference = null);
