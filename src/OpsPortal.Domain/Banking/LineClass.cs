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
public sealed record LineClassRow(LineClass Class, string Words, string Books);

/// <summary>Every class with what follows from it: the whole table.</summary>
public static class LineClasses
{
    public static readonly IReadOnlyList<LineClassRow> All =
    [
        new(LineClass.CustomerReceipt, "Customer receipt", "A receipt: 1010 to 2600, then matched with invoices."),
        new(LineClass.ProviderSweepIn, "Provider's transfer arrives", "1010 to 1040, once per transfer."),
        new(LineClass.TopUpOut, "Top-up to a provider", "A person decides."),
        new(LineClass.PayoutLeaving, "Payout leaves", "A person decides beside the payout's own events."),
        new(LineClass.PayoutReturned, "Payout comes back", "A person decides beside the payout's own events."),
        new(LineClass.ReceiptReturned, "Receipt goes back", "A person decides which receipt it takes back."),
        new(LineClass.BankFee, "Bank fee", "5000 to 1010."),
        new(LineClass.Interest, "Interest", "A person decides."),
        new(LineClass.InternalTransfer, "Between accounts of ours", "A person decides."),
        new(LineClass.TaxOrSupplierPayment, "Tax or supplier payment", "A person decides which bill it pays."),
        new(LineClass.UnclassifiedDebit, "Debit of unknown purpose", "A person decides."),
    ];

    public static LineClassRow Of(LineClass kind) => All.Single(row => row.Class == kind);
}

/// <summary>What a rule says of a line.</summary>
/// <param name="Rule">The rule's name, kept with the line.</param>
/// <param name="IsCertain">Whether the books follow by themselves; otherwise a person decides.</param>
/// <param name="Reference">The transfer or payout that it is, where the rule found one.</param>
public sealed record LineVerdict(LineClass Class, string Rule, bool IsCertain, string? Reference = null);
