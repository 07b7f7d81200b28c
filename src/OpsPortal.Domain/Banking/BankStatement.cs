using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>Whether a statement's lines have been taken.</summary>
public enum StatementState
{
    Taken,

    /// <summary>No bank account of ours has its number: the lines wait until one is registered or chosen.</summary>
    WaitingForAccount,
}

/// <summary>One statement of a file: whose, from which balance to which, and how many lines it brought.</summary>
public sealed class BankStatement
{
    public const int TextLength = 80;

    private BankStatement()
    {
    }

    public BankStatement(BankStatementId id, BankFileId file, int ordinal, StatementHead head)
    {
        Id = id;
        FileId = file;
        Ordinal = ordinal;
        Kind = head.Kind;
        Account = BankWords.Cut(head.Account, TextLength);
        Currency = head.Currency;
        Reference = BankWords.Cut(head.Reference, TextLength);
        Number = BankWords.Cut(head.Number, TextLength);
        State = StatementState.WaitingForAccount;
    }

    public BankStatementId Id { get; private set; }

    public BankFileId FileId { get; private set; }

    /// <summary>Its place in the file, counted from one.</summary>
    public int Ordinal { get; private set; }

    public StatementKind Kind { get; private set; }

    /// <summary>The account as the file names it.</summary>
    public string? Account { get; private set; }

    public Currency? Currency { get; private set; }

    public string? Reference { get; private set; }

    public string? Number { get; private set; }

    public BankAccountId? BankAccountId { get; private set; }

    public LegalEntityId? LegalEntityId { get; private set; }

    public long? OpeningMinor { get; private set; }

    public LocalDate? OpeningOn { get; private set; }

    public long? ClosingMinor { get; private set; }

    public LocalDate? ClosingOn { get; private set; }

    public StatementState State { get; private set; }

    public int LinesInFile { get; private set; }

    public int LinesTaken { get; private set; }

    public int LinesKnown { get; private set; }

    public int LinesSkipped { get; private set; }

    public int Revision { get; private set; }

    /// <summary>The account of ours whose statement it is.</summary>
    public void BelongTo(BankAccountId account, LegalEntityId entity, Currency currency)
    {
        (BankAccountId, LegalEntityId, Currency) = (account, entity, currency);
        State = StatementState.Taken;
    }

    /// <summary>Keeps its balances as the file gives them.</summary>
    public void End(StatementEnds ends)
    {
        (OpeningMinor, OpeningOn) = (ends.Opening?.Minor, ends.Opening?.On);
        (ClosingMinor, ClosingOn) = (ends.Closing?.Minor, ends.Closing?.On);
        Currency ??= ends.Opening?.Currency ?? ends.Closing?.Currency;
    }

    /// <summary>Counts what was found; of a waiting statement nothing is taken.</summary>
    public void Count(int inFile, LineCounts counts)
    {
        LinesInFile = inFile;
        (LinesTaken, LinesKnown, LinesSkipped) = (counts.Taken, counts.Known, counts.Skipped);
    }
}
