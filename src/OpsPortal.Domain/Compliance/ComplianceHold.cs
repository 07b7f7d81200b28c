using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Compliance;

public enum HoldReason
{
    Aml,
    Sanctions,
    Tax,
    Dispute,
    Fraud,
    Other,
}

/// <summary>How much of a payee's money a hold stops.</summary>
public enum HoldScope
{
    AllPayouts,
    Contracts,
    Invoices,
}

public enum HoldState
{
    Open,
    Lifted,
}

/// <summary>Stops payouts of a payee, wholly or for listed contracts or invoices, until another person lifts it.</summary>
public sealed class ComplianceHold : IOfCompany
{
    public const int TextLimit = 500;

    private ComplianceHold()
    {
    }

    public HoldId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public HoldScope Scope { get; private set; }

    /// <summary>The ids of the contracts or invoices held, empty for all payouts.</summary>
    public IReadOnlyList<Guid> Targets { get; private set; } = [];

    public HoldReason Reason { get; private set; }

    public string Words { get; private set; } = "";

    /// <summary>What the payee or somebody else must do before it can be lifted.</summary>
    public string Remediation { get; private set; } = "";

    public HoldState State { get; private set; }

    public PersonId OpenedBy { get; private set; }

    public Instant OpenedAt { get; private set; }

    public PersonId? ClosedBy { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public string? ClosingWords { get; private set; }

    public int Revision { get; private set; }

    public bool IsOpen => State == HoldState.Open;

    public static Outcome<ComplianceHold> Place(HoldId id, LegalEntityId entity, HoldRequest request, PersonId by, Instant now)
    {
        if (string.IsNullOrWhiteSpace(request.Words) || string.IsNullOrWhiteSpace(request.Remediation))
            return ComplianceRefusals.HoldWithoutReason;
        if (request.Words.Length > TextLimit || request.Remediation.Length > TextLimit)
            return SharedRefusals.TooLong("Reason", TextLimit);
        if (request.Scope != HoldScope.AllPayouts && request.Targets.Count == 0)
            return ComplianceRefusals.HoldWithoutTarget;
        return new ComplianceHold
        {
            Id = id,
            LegalEntityId = entity,
            PayeeId = request.Payee,
            Scope = request.Scope,
            Targets = [.. request.Targets],
            Reason = request.Reason,
            Words = request.Words.Trim(),
            Remediation = request.Remediation.Trim(),
            State = HoldState.Open,
            OpenedBy = by,
            OpenedAt = now,
        };
    }

    /// <summary>Whether the person may lift it as far as four eyes go: whoever placed it may not.</summary>
    public bool LiftsFor(PersonId person) => person != OpenedBy;

    /// <summary>Frees the money again; never by the person who placed the hold.</summary>
    public Outcome Lift(PersonId by, string words, Instant now)
    {
        if (HoldLifecycle.Next(State, HoldAction.Lift) is not { } next)
            return ComplianceRefusals.HoldAlreadyClosed;
        if (!LiftsFor(by))
            return ComplianceRefusals.LiftedByWhoPlacedIt;
        if (Reasons.WhyNot(words) is { } wrong)
            return wrong;
        (State, ClosedBy, ClosedAt, ClosingWords) = (next, by, now, words.Trim());
        return Outcome.Done;
    }

    public bool Covers(ContractId contract, InvoiceId invoice) => Scope switch
    {
        HoldScope.AllPayouts => true,
        HoldScope.Contracts => Targets.Contains(contract.Value),
        HoldScope.Invoices => Targets.Contains(invoice.Value),
        _ => true,
    };
}

/// <summary>What a person asks for when placing a hold.</summary>
public sealed record HoldRequest(PayeeId Payee, HoldScope Scope, HoldReason Reason, string Words, string Remediation)
{
    public IReadOnlyList<Guid> Targets { get; init; } = [];
}
