using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Banking;

/// <summary>What a bank's file is about.</summary>
public enum StatementKind
{
    /// <summary>Booked for good, with balances.</summary>
    Statement,

    /// <summary>A report during the day; its closing balance is not final.</summary>
    Interim,

    /// <summary>Single movements without balances.</summary>
    Notification,
}

/// <summary>What a reader finds in a bank's file, in the order of the file, with the line where it stands.</summary>
public abstract record StatementItem(int Line);

/// <summary>A statement begins: whose it is and which.</summary>
public sealed record StatementBegins(int Line, StatementHead Head) : StatementItem(Line);

/// <summary>One movement on the account.</summary>
public sealed record LineRead(int Line, StatementLine Entry) : StatementItem(Line);

/// <summary>The statement is complete.</summary>
/// <param name="Opening">What stood on the account before, where the file says so.</param>
/// <param name="Closing">What stood on the account after, where the file says so.</param>
public sealed record StatementEnds(int Line, StatementBalance? Opening, StatementBalance? Closing) : StatementItem(Line);

/// <summary>A movement that is not taken, with the reason: pending, informational, or without an amount.</summary>
public sealed record LineSkipped(int Line, string Reason) : StatementItem(Line);

/// <summary>Something is wrong: the whole file is refused.</summary>
public sealed record FileFault(int Line, string Reason) : StatementItem(Line);

/// <summary>Something was read in a lenient way, or left out, that a person may want to know.</summary>
public sealed record FileNote(int Line, string Text) : StatementItem(Line);

/// <summary>Whose statement it is and which, as the file names them.</summary>
public sealed record StatementHead
{
    public StatementKind Kind { get; init; }

    /// <summary>The account as the bank writes it; null where the file names none.</summary>
    public string? Account { get; init; }

    /// <summary>The account's currency, where the file says so or its lines agree.</summary>
    public Currency? Currency { get; init; }

    /// <summary>The bank's id of the statement.</summary>
    public string? Reference { get; init; }

    /// <summary>Number and page, as the bank counts them.</summary>
    public string? Number { get; init; }
}

/// <summary>A balance of the account; what the bank owes us is positive.</summary>
public sealed record StatementBalance(long Minor, Currency Currency, LocalDate? On);

/// <summary>One movement as the bank tells it. Money in is positive.</summary>
public sealed record StatementLine
{
    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The day on which the bank booked it.</summary>
    public required LocalDate BookedOn { get; init; }

    /// <summary>The day from which it counts for interest.</summary>
    public LocalDate? ValueOn { get; init; }

    /// <summary>The bank's own reference.</summary>
    public string? BankReference { get; init; }

    public string? CustomerReference { get; init; }

    public string? EndToEndId { get; init; }

    /// <summary>Unique end-to-end transaction reference of the payment.</summary>
    public string? Uetr { get; init; }

    /// <summary>The bank's code of the kind of movement: ISO code, SWIFT type or BAI type.</summary>
    public string? Code { get; init; }

    public string? PartyName { get; init; }

    public string? PartyAccount { get; init; }

    /// <summary>The account of ours that the payer named where it is another than the statement's: a virtual account.</summary>
    public string? VirtualAccount { get; init; }

    public string? StructuredReference { get; init; }

    public string? Remittance { get; init; }

    /// <summary>It takes an earlier movement back.</summary>
    public bool IsReversal { get; init; }

    /// <summary>What the bank booked at once; null where the format knows no details, and the line is all of it.</summary>
    public BookedEntry? Entry { get; init; }
}
