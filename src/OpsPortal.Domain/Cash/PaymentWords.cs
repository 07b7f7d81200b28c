using NodaTime;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>
/// What came along with a payment besides the money: who paid and what for, in the words of the payer and the bank. Everything is
/// optional; longer text is cut to its bound. Account numbers are for matching: on screen they are masked, in logs they are
/// absent.
/// </summary>
public sealed record PaymentWords
{
    public const int NameLength = 140;
    public const int AccountLength = 40;
    public const int RemittanceLength = 1000;
    public const int ReferenceLength = 140;

    public static readonly PaymentWords None = new();

    public string? PayerName { get; init; }

    /// <summary>IBAN or domestic number, capital letters and digits.</summary>
    public string? PayerAccount { get; init; }

    /// <summary>What the payer wrote, unstructured.</summary>
    public string? Remittance { get; init; }

    /// <summary>A creditor reference: ISO 11649 (RF), QR or OCR number, as the bank gave it.</summary>
    public string? StructuredReference { get; init; }

    public string? EndToEndId { get; init; }

    /// <summary>The account number that was given to one payer or invoice only.</summary>
    public string? VirtualAccount { get; init; }

    public LocalDate? ValueDate { get; init; }

    /// <summary>The line of a bank statement that brought the money.</summary>
    public BankLineId? BankLineId { get; init; }

    /// <summary>The bank's own reference of that line, as people and statements name it.</summary>
    public string? BankReference { get; init; }

    /// <summary>Without what is blank, and everything within its bound.</summary>
    public PaymentWords Bounded() => this with
    {
        PayerName = BankWords.Cut(PayerName, NameLength),
        PayerAccount = BankWords.Cut(PayerAccount, AccountLength),
        Remittance = BankWords.Cut(Remittance, RemittanceLength),
        StructuredReference = BankWords.Cut(StructuredReference, ReferenceLength),
        EndToEndId = BankWords.Cut(EndToEndId, ReferenceLength),
        VirtualAccount = BankWords.Cut(VirtualAccount, AccountLength),
        BankReference = BankWords.Cut(BankReference, ReferenceLength),
    };

    /// <summary>An account number with its last four characters behind dots.</summary>
    public static string? Masked(string? account) => account switch
    {
        null => null,
        { Length: <= 4 } => "••••",
        _ => $"•••• {account[^4..]}",
    };
}
