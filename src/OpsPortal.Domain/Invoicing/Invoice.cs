using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>
/// A bill for one stage of a contract. Once issued its amounts never change: a credit note reduces what is due, a refund moves
/// cash.
/// </summary>
public sealed partial class Invoice : IOfCompany
{
    private readonly List<InvoiceShare> shares = [];

    private Invoice()
    {
    }

    public InvoiceId Id { get; private set; }

    public string? Number { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ContractId ContractId { get; private set; }

    public int ContractVersionNumber { get; private set; }

    public PlanItemId PlanItemId { get; private set; }

    public MilestoneId? MilestoneId { get; private set; }

    public BuyerId BuyerId { get; private set; }

    public PlanItemKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public SellerOfRecord Seller { get; private set; }

    public TaxLiability TaxLiability { get; private set; }

    public Currency Currency { get; private set; }

    public long GrossMinor { get; private set; }

    public long TaxMinor { get; private set; }

    public long FeeMinor { get; private set; }

    /// <summary>The tax inside the fee, where the payee owes the sales tax itself.</summary>
    public long FeeTaxMinor { get; private set; }

    public long PayeeMinor { get; private set; }

    /// <summary>The paid down payment that this invoice clears, gross.</summary>
    public long ClearedMinor { get; private set; }

    public long ClearedTaxMinor { get; private set; }

    /// <summary>Which down payments were cleared, oldest first; null where none was.</summary>
    public IReadOnlyList<ClearedPart>? ClearedFrom { get; private set; }

    /// <summary>Gross less cleared down payment.</summary>
    public long DueMinor { get; private set; }

    public long AppliedMinor { get; private set; }

    public long CreditedMinor { get; private set; }

    /// <summary>The part of what was credited that had been collected: owed to the buyer as a credit.</summary>
    public long CreditedCollectedMinor { get; private set; }

    /// <summary>What was given up as uncollectible and not reopened since.</summary>
    public long WrittenOffMinor { get; private set; }

    /// <summary>Small differences that were given up within the tolerance and not taken back since.</summary>
    public long ToleratedMinor { get; private set; }

    /// <summary>What is still owed: the balance of this invoice on 1200.</summary>
    public long OpenMinor { get; private set; }

    public InvoiceState State { get; private set; }

    public Instant? IssuedAt { get; private set; }

    public LocalDate? IssuedOn { get; private set; }

    public LocalDate? DueOn { get; private set; }

    public PersonId? IssuedBy { get; private set; }

    public string? Reason { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<InvoiceShare> Shares => shares;

    public Money Open => new(OpenMinor, Currency);

    /// <summary>True while cash may be applied.</summary>
    public bool TakesCash => State is InvoiceState.Open or InvoiceState.PartiallyPaid;

    public static Invoice Draft(InvoiceId id, InvoiceBasis basis)
    {
        var (contract, version, stage, milestone, amounts) = basis;
        var invoice = new Invoice
        {
            Id = id, LegalEntityId = contract.LegalEntityId, ContractId = contract.Id, ContractVersionNumber = version.Number,
            PlanItemId = stage.Id, MilestoneId = milestone, BuyerId = contract.BuyerId, Kind = stage.Kind, Name = stage.Name,
            Seller = contract.Seller, TaxLiability = contract.TaxLiability, Currency = contract.Currency,
            GrossMinor = amounts.GrossMinor, TaxMinor = amounts.TaxMinor, FeeMinor = amounts.FeeMinor,
                FeeTaxMinor = amounts.FeeTaxMinor,
            PayeeMinor = amounts.PayeeMinor, ClearedMinor = amounts.Cleared.GrossMinor,
                ClearedTaxMinor = amounts.Cleared.TaxMinor, ClearedFrom = amounts.Cleared.Kept,
            DueMinor = amounts.DueMinor, OpenMinor = amounts.DueMinor,
        };
        invoice.shares.AddRange(amounts.Shares.Select((share, i) => new InvoiceShare(i + 1, share.Payee, share.Minor)));
        return invoice;
    }

    public Outcome Issue(string number, PersonId by, Instant now, LocalDate issuedOn, LocalDate dueOn)
    {
        if (Move(InvoiceAction.Issue) is { } refusal)
            return refusal;
        Number = number;
        IssuedBy = by;
        IssuedAt = now;
        IssuedOn = issuedOn;
        DueOn = dueOn;
        if (OpenMinor == 0)
            Move(InvoiceAction.ApplyRest);
        return Outcome.Done;
    }

    public Outcome Apply(long minor)
    {
        if (minor <= 0)
            return InvoicingRefusals.NotPositive;
        if (minor > OpenMinor)
            return InvoicingRefusals.MoreThanOpen(Open);
        if (Move(minor == OpenMinor ? InvoiceAction.ApplyRest : InvoiceAction.ApplyPart) is { } refusal)
            return refusal;
        AppliedMinor += minor;
        OpenMinor -= minor;
        return Outcome.Done;
    }

    public Outcome Unapply(long minor)
    {
        if (minor <= 0)
            return InvoicingRefusals.NotPositive;
        if (minor > AppliedMinor)
            return InvoicingRefusals.MoreThanApplied(new Money(AppliedMinor, Currency));
        if (Move(minor == AppliedMinor ? InvoiceAction.UnapplyAll : InvoiceAction.UnapplyPart) is { } refusal)
            return refusal;
        AppliedMinor -= minor;
        OpenMinor += minor;
        return Outcome.Done;
    }

    /// <summary>Reduces what is due; the part beyond what is open becomes the buyer's credit. A tolerated difference is
    /// taken back before, since nobody paid it.</summary>
    public Outcome Credit(long minor)
    {
        if (minor <= 0)
            return InvoicingRefusals.NotPositive;
        var left = GrossMinor - ClearedMinor - CreditedMinor - ToleratedMinor;
        if (minor > left)
            return InvoicingRefusals.MoreThanLeft(new Money(left, Currency));
        var offOpen = Math.Min(minor, OpenMinor);
        var rest = OpenMinor > 0 && offOpen == OpenMinor;
        if (Move(rest ? InvoiceAction.CreditRest : InvoiceAction.CreditPart) is { } refusal)
            return refusal;
        CreditedMinor += minor;
        CreditedCollectedMinor += minor - offOpen;
        AppliedMinor -= minor - offOpen;
        OpenMinor -= offOpen;
        return Outcome.Done;
    }

    private Refusal? Move(InvoiceAction action)
    {
        if (InvoiceLifecycle.Next(State, action) is not { } next)
            return InvoicingRefusals.IllegalMove(State, action);
        State = next;
        return null;
    }
}
