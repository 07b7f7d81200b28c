using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>One line of an entry: an account, an amount (debit positive, credit negative) and the dimensions that the account
/// keeps.</summary>
public sealed class JournalLine
{
    private JournalLine()
    {
    }

    public LineId Id { get; private set; }

    public EntryId EntryId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public LocalDate BookedOn { get; private set; }

    public int Number { get; private set; }

    public Account Account { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public InvoiceId? InvoiceId { get; private set; }

    public PayeeId? PayeeId { get; private set; }

    public ReceiptId? ReceiptId { get; private set; }

    public BatchId? BatchId { get; private set; }

    public BankAccountId? BankAccountId { get; private set; }

    /// <summary>Booked on a day that daily snapshots may already cover; balances add such lines on top of the snapshot.</summary>
    public bool IsLate { get; private set; }

    public EntryLeg Leg() => new(Account, AmountMinor)
    {
        InvoiceId = InvoiceId,
        PayeeId = PayeeId,
        ReceiptId = ReceiptId,
        BatchId = BatchId,
        BankAccountId = BankAccountId,
    };

    internal static JournalLine Of(JournalEntry entry, EntryLeg leg, Currency currency, LineId id, int number, bool late) => new()
    {
        Id = id,
        EntryId = entry.Id,
        LegalEntityId = entry.LegalEntityId,
        BookedOn = entry.BookedOn,
        Number = number,
        Account = leg.Account,
        Currency = currency,
        AmountMinor = leg.AmountMinor,
        InvoiceId = leg.InvoiceId,
        PayeeId = leg.PayeeId,
        ReceiptId = leg.ReceiptId,
        BatchId = leg.BatchId,
        BankAccountId = leg.BankAccountId,
        IsLate = late,
    };
}
