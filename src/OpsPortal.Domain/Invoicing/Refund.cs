using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

public enum RefundState
{
    Pending,
    Succeeded,
    Failed,
    Cancelled,
}

public enum RefundAction
{
    Succeed,
    Fail,
    Cancel,
}

/// <summary>Every legal move of a refund. One that succeeded may still come back.</summary>
public static class RefundLifecycle
{
    public static readonly IReadOnlyList<(RefundState From, RefundAction Action, RefundState To, Permission May)> Moves =
    [
        (RefundState.Pending, RefundAction.Succeed, RefundState.Succeeded, Permission.RefundPayment),
        (RefundState.Pending, RefundAction.Fail, RefundState.Failed, Permission.RefundPayment),
        (RefundState.Pending, RefundAction.Cancel, RefundState.Cancelled, Permission.RefundPayment),
        (RefundState.Succeeded, RefundAction.Fail, RefundState.Failed, Permission.RefundPayment),
    ];

    public static RefundState? Next(RefundState from, RefundAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (RefundState?)move.To).SingleOrDefault();
}

/// <summary>Cash that goes back to a buyer, out of a credit note. A failed one reopens what is owed.</summary>
public sealed class Refund : IOfCompany
{
    private Refund()
    {
    }

    public RefundId Id { get; private set; }

    public CreditNoteId CreditNoteId { get; private set; }

    public InvoiceId InvoiceId { get; private set; }

    /// <summary>The payment that is refunded at the provider.</summary>
    public ReceiptId? ReceiptId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public string Provider { get; private set; } = "";

    public string ProviderReference { get; private set; } = "";

    public RefundState State { get; private set; }

    public PersonId? RequestedBy { get; private set; }

    public Instant RequestedAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    public string? FailureReason { get; private set; }

    public int Revision { get; private set; }

    /// <summary>It had left by bank, and the bank's line brought it back.</summary>
    public bool CameBack => State == RefundState.Failed && FailureReason == FailureReasons.ReturnedByBank;

    /// <summary>Takes its amount out of the credit note, which refuses more than it owes.</summary>
    public static Outcome<Refund> Of(
        RefundId id, CreditNote note, long amountMinor, ReceiptId receipt, string provider, string reference, PersonId? by,
            Instant now)
    {
        var reserved = note.Reserve(amountMinor);
        if (reserved.IsRefused)
            return reserved.Refusal;
        return new Refund
        {
            Id = id, CreditNoteId = note.Id, InvoiceId = note.InvoiceId, ReceiptId = receipt, LegalEntityId = note.LegalEntityId,
                Currency = note.Currency,
            AmountMinor = amountMinor, Provider = provider, ProviderReference = reference, RequestedBy = by, RequestedAt = now,
        };
    }

    public Outcome Succeed(Instant now) => Move(RefundAction.Succeed, now, null);

    public Outcome Fail(CreditNote note, string reason, Instant now) => End(note, RefundAction.Fail, reason, now);

    public Outcome Cancel(CreditNote note, string reason, Instant now) => End(note, RefundAction.Cancel, reason, now);

    private Outcome End(CreditNote note, RefundAction action, string reason, Instant now)
    {
        var moved = Move(action, now, reason);
        if (!moved.IsRefused)
            note.GiveBack(AmountMinor);
        return moved;
    }

    private Outcome Move(RefundAction action, Instant now, string? reason)
    {
        if (RefundLifecycle.Next(State, action) is not { } next)
            return InvoicingRefusals.IllegalRefundMove(State, action);
        State = next;
        EndedAt = now;
        FailureReason = reason;
        return Outcome.Done;
    }
}
