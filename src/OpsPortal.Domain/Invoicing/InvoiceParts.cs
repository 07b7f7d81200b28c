using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>A payee's part of an invoice, in minor units.</summary>
public sealed class InvoiceShare
{
    private InvoiceShare()
    {
    }

    internal InvoiceShare(int number, PayeeId payee, long amountMinor)
    {
        Number = number;
        PayeeId = payee;
        AmountMinor = amountMinor;
    }

    /// <summary>The place among the shares: the order of the contract version, which the remainder follows.</summary>
    public int Number { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public long AmountMinor { get; private set; }
}

/// <summary>What an invoice is made of: the stage, its parties and its arithmetic.</summary>
public sealed record InvoiceBasis(
    Contract Contract, ContractVersion Version, PlanItem Stage, MilestoneId? Milestone, InvoiceAmounts Amounts);

/// <summary>A write-off that one person asked for and another has to decide.</summary>
public readonly record struct WriteOffAsk(PersonId By, Instant At, string Reason, Money Amount);
