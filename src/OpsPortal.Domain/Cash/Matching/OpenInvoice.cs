using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

/// <summary>
/// What matching knows of an invoice or a credit note. Paid ones may be given too, with nothing open: a payment that names one of
/// them is then recognised as a second payment.
/// </summary>
public sealed record OpenInvoice
{
    public required string Id { get; init; }

    /// <summary>As it stands on the document.</summary>
    public required string Number { get; init; }

    /// <summary>Contract and order numbers that a payer may write in place of the invoice's own.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Which of our companies is owed; empty where there is only one.</summary>
    public string LegalEntity { get; init; } = "";

    public string Buyer { get; init; } = "";

    /// <summary>The buyer's name and the other names under which it pays.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Bank accounts from which the buyer is known to pay.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Accounts of ours that were given to the buyer: only it pays to them.</summary>
    public IReadOnlyList<string> VirtualAccounts { get; init; } = [];

    public required Currency Currency { get; init; }

    /// <summary>What is still owed, in minor units; below zero for a credit note.</summary>
    public required long OpenMinor { get; init; }

    public LocalDate? IssuedOn { get; init; }

    public LocalDate? DueOn { get; init; }
}
