using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash.Matching;

public enum AllocationState
{
    Waiting,
    Approved,
    Refused,
}

/// <summary>One invoice's part of an allocation by hand; or, with a payee, the part that repays what it owes us.</summary>
/// <param name="Number">Of the invoice, or the payee's name.</param>
public sealed record AllocationPart(InvoiceId Invoice, string Number, long AmountMinor, PayeeId? Payee = null);

/// <summary>A manual allocation above the limit: asked for by one person with a reason, decided by another.</summary>
public sealed class AllocationRequest : IOfCompany
{
    private AllocationRequest()
    {
    }

    public AllocationRequest(
        AllocationRequestId id, Receipt receipt, IReadOnlyList<AllocationPart> parts, string reason, PersonId by, Instant now)
    {
        Id = id;
        ReceiptId = receipt.Id;
        LegalEntityId = receipt.LegalEntityId;
        Currency = receipt.Currency;
        Parts = parts;
        TotalMinor = parts.Sum(part => part.AmountMinor);
        Reason = reason;
        AskedBy = by;
        AskedAt = now;
    }

    public AllocationRequestId Id { get; private set; }

    public ReceiptId ReceiptId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public Currency Currency { get; private set; }

    public long TotalMinor { get; private set; }

    public IReadOnlyList<AllocationPart> Parts { get; private set; } = [];

    public string Reason { get; private set; } = "";

    public PersonId AskedBy { get; private set; }

    public Instant AskedAt { get; private set; }

    public AllocationState State { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public int Revision { get; private set; }

    public Money Total => new(TotalMinor, Currency);

    /// <summary>The payee whose debt it repays; null where it pays invoices.</summary>
    public PayeeId? Repays => Parts is [{ Payee: { } payee }] ? payee : null;

    public Outcome Approve(PersonId by, Instant now) => Decide(AllocationState.Approved, by, null, now);

    public Outcome Refuse(PersonId by, string note, Instant now) => Reasons.WhyNot(note) is { } wrong
        ? wrong
        : Decide(AllocationState.Refused, by, note.Trim(), now);

    private Outcome Decide(AllocationState to, PersonId by, string? note, Instant now)
    {
        if (State != AllocationState.Waiting)
            return MatchingRefusals.RequestDecided;
        if (by == AskedBy)
            return MatchingRefusals.OwnRequest;
        (State, DecidedBy, DecidedAt, Note) = (to, by, now, note);
        return Outcome.Done;
    }
}
