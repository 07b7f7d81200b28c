using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>One line of a statement, taken once however many files bring it, in exactly one class.</summary>
public sealed class BankLine : IOfCompany
{
    public const int ReferenceLength = 140;
    public const int CodeLength = 60;
    public const int RuleLength = 60;
    public const int RemittanceLength = 1000;
    public const int AccountLength = 40;

    private BankLine()
    {
    }

    public BankLine(BankLineId id, BankStatement statement, string identity, int fileLine, int position, StatementLine line)
    {
        Id = id;
        FileId = statement.FileId;
        StatementId = statement.Id;
        BankAccountId = statement.BankAccountId!.Value;
        LegalEntityId = statement.LegalEntityId!.Value;
        Identity = identity;
        FileLine = fileLine;
        Position = position;
        (AmountMinor, Currency, BookedOn, ValueOn) = (line.AmountMinor, line.Currency, line.BookedOn, line.ValueOn);
        BankReference = BankWords.Cut(line.BankReference, ReferenceLength);
        CustomerReference = BankWords.Cut(line.CustomerReference, ReferenceLength);
        EndToEndId = BankWords.Cut(line.EndToEndId, ReferenceLength);
        Uetr = BankWords.Cut(line.Uetr, AccountLength);
        Code = BankWords.Cut(line.Code, CodeLength);
        PartyName = BankWords.Cut(line.PartyName, ReferenceLength);
        PartyAccount = BankWords.Cut(BankWords.Plain(line.PartyAccount), AccountLength);
        VirtualAccount = BankWords.Cut(BankWords.Plain(line.VirtualAccount), AccountLength);
        StructuredReference = BankWords.Cut(line.StructuredReference, ReferenceLength);
        Remittance = BankWords.Cut(line.Remittance, RemittanceLength);
        IsReversal = line.IsReversal;
        var entry = BookedEntry.Of(line);
        EntryKey = entry.Key(BankAccountId, line.BookedOn);
        (EntryMinor, EntryDetails, EntryPlace) = (entry.Minor, entry.Details, entry.Place);
    }

    public BankLineId Id { get; private set; }

    public BankFileId FileId { get; private set; }

    public BankStatementId StatementId { get; private set; }

    public BankAccountId BankAccountId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    /// <summary>The same for the same line in every file; unique.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>The line of the file where it stands.</summary>
    public int FileLine { get; private set; }

    /// <summary>Its place in the file, counted from one.</summary>
    public int Position { get; private set; }

    /// <summary>Money in is positive.</summary>
    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public LocalDate BookedOn { get; private set; }

    public LocalDate? ValueOn { get; private set; }

    public string? BankReference { get; private set; }

    public string? CustomerReference { get; private set; }

    public string? EndToEndId { get; private set; }

    public string? Uetr { get; private set; }

    public string? Code { get; private set; }

    public string? PartyName { get; private set; }

    /// <summary>Shown masked, never logged.</summary>
    public string? PartyAccount { get; private set; }

    public string? VirtualAccount { get; private set; }

    public string? StructuredReference { get; private set; }

    public string? Remittance { get; private set; }

    public bool IsReversal { get; private set; }

    /// <summary>The same for the same <see cref="BookedEntry"/> in every file; null of lines taken before it was kept.</summary>
    public string? EntryKey { get; private set; }

    public long? EntryMinor { get; private set; }

    public int EntryDetails { get; private set; }

    public int EntryPlace { get; private set; }

    public LineClass Class { get; private set; }

    /// <summary>The rule that chose the class.</summary>
    public string Rule { get; private set; } = "";

    public LineStanding Standing { get; private set; }

    public ReceiptId? ReceiptId { get; private set; }

    /// <summary>The payout that it is, where it is booked as one.</summary>
    public PayoutItemId? PayoutItemId { get; private set; }

    /// <summary>The entry that booked it after the import; null where the import booked it or nothing has.</summary>
    public EntryId? EntryId { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Before it is written: equal lines of other statements count before it.</summary>
    public void Identify(string identity) => Identity = identity;

    /// <summary>Its one class, and the rule that says so.</summary>
    public void Classify(LineVerdict verdict, ReceiptId? receipt)
    {
        (Class, Rule, ReceiptId) = (verdict.Class, verdict.Rule, receipt);
        Standing = verdict.IsCertain ? LineStanding.Posted : LineStanding.Exception;
    }

    /// <summary>The line as its file told it.</summary>
    public StatementLine Told() => new()
    {
        AmountMinor = AmountMinor, Currency = Currency, BookedOn = BookedOn, ValueOn = ValueOn, BankReference = BankReference,
        CustomerReference = CustomerReference, EndToEndId = EndToEndId, Uetr = Uetr, Code = Code, PartyName = PartyName,
        PartyAccount = PartyAccount, VirtualAccount = VirtualAccount, StructuredReference = StructuredReference,
        Remittance = Remittance, IsReversal = IsReversal,
    };

    /// <summary>Books a line that nothing had booked: by evidence that came later, or by a person's word.</summary>
    public Outcome Book(
        LineClass kind, string rule, EntryId entry, PayoutItemId? payout = null, ReceiptId? receipt = null)
    {
        if (Standing == LineStanding.Posted)
            return BankingRefusals.LineBooked;
        (Class, Rule, Standing) = (kind, BankWords.Cut(rule, RuleLength)!, LineStanding.Posted);
        (EntryId, PayoutItemId, ReceiptId) = (entry, payout, receipt);
        return Outcome.Done;
    }
}
