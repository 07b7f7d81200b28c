using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

public enum PlanItemKind
{
    DownPayment,
    Milestone,
    Closing,
    Retention,
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

/// <summary>
/// A stage of the billing plan. It becomes billable once and is billed once: after that it can never make a second invoice.
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

    /// <summary>Billed by this invoice, for ever.</summary>
    public Outcome Lock(InvoiceId invoice)
    {
        if (Move(PlanItemAction.Bill) is { } refusal)
            return refusal;
        InvoiceId = invoice;
        return Outcome.Done;
    }

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
