using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

public enum RefundState
{
    /// <summary>Two people decide it, before its transfer is sent.</summary>
    Waiting,
    Pending,
    Succeeded,
    Failed,
    Cancelled,
}

public enum RefundAction
{
    Approve,
    Refuse,
    Succeed,
    Fail,
    Cancel,
}

/// <summary>Every legal move of a refund. One that succeeded may still come back.</summary>
public static class RefundLifecycle
{
    public static readonly IReadOnlyList<(RefundState From, RefundAction Action, RefundState To, Permission May)> Moves =
    [
        (RefundState.Waiting, RefundAction.Approve, RefundState.Pending, Permission.ApproveAllocation),
        (RefundState.Waiting, RefundAction.Refuse, RefundState.Cancelled, Permission.ApproveAllocation),
        (RefundState.Waiting, RefundAction.Fail, RefundState.Failed, Permission.RefundPayment),
        (RefundState.Waiting, RefundAction.Cancel, RefundState.Cancelled, Permission.RefundPayment),
        (RefundState.Pending, RefundAction.Succeed, RefundState.Succeeded, Permission.RefundPayment),
        (RefundState.Pending, RefundAction.Fail, RefundState.Failed, Permission.RefundPayment),
        (RefundState.Pending, RefundAction.Cancel, RefundState.Cancelled, Permission.RefundPayment),
        (RefundState.Succeeded, RefundAction.Fail, RefundState.Failed, Permission.RefundPayment),
    ];

    /// <summary>Neither carried out nor ended.</summary>
    public static readonly IReadOnlyList<RefundState> UnderWay = [RefundState.Waiting, RefundState.Pending];

    /// <summary>What these give back is gone or will be: it is not there for another refund.</summary>
    public static readonly IReadOnlyList<RefundState> Counted = [.. UnderWay, RefundState.Succeeded];

    public static RefundState? Next(RefundState from, RefundAction action) =>
        Moves.Where(move => move.From == from && move.Action == action).Select(move => (RefundState?)move.To).SingleOrDefault();

    public static Permission MayOf(RefundAction action) => Moves.First(move => move.Action == action).May;
}

/// <summary>A transfer of ours proves to nobody but us that it was right: which of them two people decide, before it is
/// sent.</summary>
public static class RefundApproval
{
    /// <param name="isFormerMoney">It came over from the former system: no payment of ours proves to whom it goes.</param>
    /// <param name="ofPaymentMinor">What of the payment was refunded before: several small parts are not a way around the
    /// limit.</param>
    /// <param name="ofInvoiceMinor">What was refunded before by transfers of ours out of the credit notes of the invoice,
    /// whichever payment it came from: nor are several payments, nor several notes.</param>
    public static bool IsForTwo(
        bool isFormerMoney, long minor, long ofPaymentMinor, long ofInvoiceMinor, long limitMinor) =>
        isFormerMoney || Math.Max(ofPaymentMinor, ofInvoiceMinor) + minor > limitMinor;
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

    /// <summary>The second person, who approved or refused it; null of those that one person may record.</summary>
    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    public string? FailureReason { get; private set; }

    public int Revision { get; private set; }

    /// <summary>It had left by bank, and the bank's line brought it back.</summary>
    public bool CameBack => State == RefundState.Failed && FailureReason == FailureReasons.ReturnedByBank;

    /// <summary>It is neither carried out nor ended.</summary>
    public bool IsUnderWay => RefundLifecycle.UnderWay.Contains(State);

    public bool IsApproved => DecidedBy is not null;

    /// <summary>Takes its amount out of the credit note, which refuses more than it owes.</summary>
    /// <param name="isForTwo">A second person decides it before its transfer is sent.</param>
    public static Outcome<Refund> Of(
        RefundId id, CreditNote note, long amountMinor, ReceiptId receipt, string provider, string reference, PersonId? by,
        Instant now, bool isForTwo = false)
    {
        var reserved = note.Reserve(amountMinor);
        if (reserved.IsRefused)
            return reserved.Refusal;
        return new Refund
        {
            Id = id, CreditNoteId = note.Id, InvoiceId = note.InvoiceId, ReceiptId = receipt, LegalEntityId = note.LegalEntityId,
                Currency = note.Currency,
            AmountMinor = amountMinor, Provider = provider, ProviderReference = reference, RequestedBy = by, RequestedAt = now,
            State = isForTwo ? RefundState.Waiting : RefundState.Pending,
        };
    }

    public Outcome Approve(PersonId by, Instant now)
    {
        if (Decidable(RefundAction.Approve, by) is { } refusal)
            return refusal;
        (State, DecidedBy, DecidedAt) = (RefundState.Pending, by, now);
        return Outcome.Done;
    }

    /// <summary>The credit is owed again; nothing was sent.</summary>
    public Outcome Refuse(CreditNote note, PersonId by, string reason, Instant now)
    {
        if ((Reasons.WhyNot(reason) ?? Decidable(RefundAction.Refuse, by)) is { } refusal)
            return refusal;
        (DecidedBy, DecidedAt) = (by, now);
        return End(note, RefundAction.Refuse, reason.Trim(), now);
    }

    public Outcome Succeed(Instant now) => Move(RefundAction.Succeed, now, null);

    public Outcome Fail(CreditNote note, string reason, Instant now) => End(note, RefundAction.Fail, reason, now);

    public Outcome Cancel(CreditNote note, string reason, Instant now) => End(note, RefundAction.Cancel, reason, now);

    private Refusal? Decidable(RefundAction action, PersonId by) =>
        RefundLifecycle.Next(State, action) is null ? InvoicingRefusals.IllegalRefundMove(State, action)
        : by == RequestedBy ? InvoicingRefusals.OwnRefund : null;

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
