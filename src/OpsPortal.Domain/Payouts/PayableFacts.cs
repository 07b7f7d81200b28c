using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>Whether the work behind an invoice is accepted; a date or a down payment needs no acceptance.</summary>
public enum WorkStanding
{
    NotNeeded,
    Accepted,
    NotAccepted,
    Disputed,
}

/// <summary>
/// Everything the release gate looks at for one payable: one payee's share of one invoice, in one currency. Amounts are minor
/// units, read from the ledger; nothing here is taken from a status field that a provider could turn green.
/// </summary>
public sealed record PayableFacts(LegalEntityId LegalEntity, PayeeId Payee, InvoiceId Invoice, ContractId Contract,
    Currency Currency)
{
    public required ProgramId Program { get; init; }

    public required MarketId Market { get; init; }

    public MilestoneId? Milestone { get; init; }

    public string InvoiceNumber { get; init; } = "";

    public required FundsFact Funds { get; init; }

    public WorkStanding Work { get; init; } = WorkStanding.NotAccepted;

    /// <summary>False while the invoice is a draft, void or written off.</summary>
    public bool InvoiceStands { get; init; }

    public bool ContractPaused { get; init; }

    public required PayeeFact PayeeFact { get; init; }

    public IReadOnlyList<HoldFact> Holds { get; init; } = [];

    /// <summary>The payee's own invoices for this work that do not agree with what was ordered and accepted.</summary>
    public IReadOnlyList<string> HeldInvoices { get; init; } = [];

    /// <summary>Open exceptions that name this invoice, its receipts or this payee.</summary>
    public IReadOnlyList<ExceptionFact> Exceptions { get; init; } = [];

    /// <summary>The draft or submitted batch that already takes this payee's money, if any.</summary>
    public BatchFact? OpenBatch { get; init; }

    /// <summary>Why all releases of the entity stand still (safeguarding shortfall, missed checkpoint), or null.</summary>
    public string? EntityStop { get; init; }

    /// <summary>A missed checkpoint of the company that stops its payouts by policy, in words; null where there is
    /// none.</summary>
    public string? MissedCheckpoint { get; init; }
}

/// <summary>Where a payable's money sits. Available is settled less what the payee owes and must keep.</summary>
public sealed record FundsFact
{
    /// <summary>2120, collected and settled.</summary>
    public long SettledMinor { get; init; }

    /// <summary>2110, collected but not settled.</summary>
    public long PendingMinor { get; init; }

    /// <summary>2100, billed but not collected.</summary>
    public long UncollectedMinor { get; init; }

    /// <summary>2200, kept back as risk reserve.</summary>
    public long ReservedMinor { get; init; }

    /// <summary>2510, blocked by compliance.</summary>
    public long BlockedMinor { get; init; }

    /// <summary>2300, already on its way.</summary>
    public long InFlightMinor { get; init; }

    /// <summary>This payable's part of what the payee owes back (1250).</summary>
    public long RecoverableMinor { get; init; }

    /// <summary>This payable's part of the payee's minimum balance.</summary>
    public long MinimumMinor { get; init; }

    public long AvailableMinor => Math.Max(0, SettledMinor - RecoverableMinor - MinimumMinor);
}

public sealed record PayeeFact(string Name, PayeeKind Kind, bool IsActive, string? PausedReason)
{
    public AccountFact? Account { get; init; }

    public IReadOnlyList<GateFact> Gates { get; init; } = [];
}

/// <summary>The payee's current bank details in the payable's currency.</summary>
public sealed record AccountFact(PayeeAccountId Id, int Version, Instant UsableFrom, bool NeedsCallBack, bool IsCalledBack);

public sealed record HoldFact(HoldId Id, HoldReason Reason, string Words, string Remediation);

public sealed record ExceptionFact(ExceptionId Id, string Words, bool IsDispute);

public sealed record BatchFact(BatchId Id, string Number);
