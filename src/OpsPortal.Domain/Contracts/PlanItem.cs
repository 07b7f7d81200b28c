using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

public enum PlanItemKind
{
    DownPayment,
    Milestone,
    Closing,
    Retention,

    /// <summary>A part that is billed on its date; the only kind of a contract billed by instalments.</summary>
    Instalment,
}

/// <summary>How an amount was given; the amount itself is always fixed to the minor unit when the version is made.</summary>
public enum AmountBasis
{
    Fixed,
    Percent,
    Remainder,
}

/// <summary>What makes a stage billable.</summary>
public enum PlanItemTrigger
{
    ContractStart,
    Acceptance,
    AllAccepted,
    Date,
    Event,
}

/// <summary>What the ERP says of a billing-plan item.</summary>
public enum ErpStatus
{
    Unknown,
    NotBilled,
    Billed,
}

/// <summary>
/// A stage of the billing plan. It becomes billable once and is billed once: while that invoice stands it can never make a
/// second.
/// </summary>
public sealed class PlanItem
{
    private PlanItem()
    {
    }

    public PlanItemId Id { get; private set; }

    public ContractId ContractId { get; private set; }

    public ContractVersionId ContractVersionId { get; private set; }

    /// <summary>The version that brought this stage.</summary>
    public int VersionNumber { get; private set; }

    /// <summary>The version that took it out again; null while it stands in the plan.</summary>
    public int? RetiredInVersion { get; private set; }

    public int Sequence { get; private set; }

    public PlanItemKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Gross, tax included.</summary>
    public long AmountMinor { get; private set; }

    public AmountBasis Basis { get; private set; }

    /// <summary>What the percentage was, where the amount was given as one; 5000 for 50 %.</summary>
    public int PercentBasisPoints { get; private set; }

    public LocalDate? DueOn { get; private set; }

    /// <summary>Billing-plan item of the ERP, where it mirrors this plan.</summary>
    public string ErpItem { get; private set; } = "";

    /// <summary>What the ERP last said of it.</summary>
    public ErpStatus ErpStatus { get; private set; }

    public Instant? ErpStatusAt { get; private set; }

    public PlanItemState State { get; private set; }

    public Instant? BillableAt { get; private set; }

    public InvoiceId? InvoiceId { get; private set; }

    public int Revision { get; private set; }

    public PlanItemTrigger Trigger => (Kind, DueOn) switch
    {
        (PlanItemKind.Milestone, _) => PlanItemTrigger.Acceptance,
        (PlanItemKind.Closing, _) => PlanItemTrigger.AllAccepted,
        (PlanItemKind.DownPayment, null) => PlanItemTrigger.ContractStart,
        (_, null) => PlanItemTrigger.Event,
        _ => PlanItemTrigger.Date,
    };

    /// <summary>The condition is met: the stage may be invoiced.</summary>
    public Outcome MakeBillable(Instant now)
    {
        if (Move(PlanItemAction.MakeBillable) is { } refusal)
            return refusal;
        BillableAt = now;
        return Outcome.Done;
    }

    /// <summary>Billed by this invoice, as long as that is not voided.</summary>
    public Outcome Lock(InvoiceId invoice)
    {
        if (Move(PlanItemAction.Bill) is { } refusal)
            return refusal;
        InvoiceId = invoice;
        return Outcome.Done;
    }

    /// <summary>Its invoice was voided: it may be billed again.</summary>
    public Outcome Unlock()
    {
        if (Move(PlanItemAction.Unbill) is { } refusal)
            return refusal;
        InvoiceId = null;
        return Outcome.Done;
    }

    /// <summary>Keeps what the ERP says of its billing-plan item.</summary>
    public void LearnErp(ErpStatus status, Instant now) => (ErpStatus, ErpStatusAt) = (status, now);

    public bool StandsIn(int version) => VersionNumber <= version && !(RetiredInVersion <= version);

    internal static PlanItem Of(ContractVersion version, PlannedItem planned, int sequence, long amountMinor) => new()
    {
        Id = planned.Id,
        ContractId = version.ContractId,
        ContractVersionId = version.Id,
        VersionNumber = version.Number,
        Sequence = sequence,
        Kind = planned.Kind,
        Name = planned.Name.Trim(),
        AmountMinor = amountMinor,
        Basis = planned.Basis,
        PercentBasisPoints = planned.PercentBasisPoints,
        DueOn = planned.DueOn,
        ErpItem = planned.ErpItem ?? "",
    };

    internal void Retire(int version) => RetiredInVersion = version;

    private Refusal? Move(PlanItemAction action)
    {
        if (RetiredInVersion is not null)
            return ContractsRefusals.ItemRetired(Name);
        if (PlanItemLifecycle.Next(State, action) is not { } next)
            return ContractsRefusals.IllegalItemMove(Name, State, action);
        State = next;
        return null;
    }
}
