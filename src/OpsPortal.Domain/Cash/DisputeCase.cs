using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>Where a dispute stands.</summary>
public enum DisputeState
{
    Open,

    /// <summary>Our evidence is sent; the other side decides.</summary>
    Answered,
    Won,
    Lost,

    /// <summary>The payment was given back before it came to a formal dispute.</summary>
    Refunded,

    /// <summary>A person took the risk, with a reason.</summary>
    Accepted,

    /// <summary>Its deadline passed without a decision of ours.</summary>
    Lapsed,
}

/// <summary>How far an objection has gone: only a formal dispute takes the money.</summary>
public enum DisputeKind
{
    Formal,

    /// <summary>An inquiry of the payer's bank; unanswered it becomes formal.</summary>
    PreDispute,

    /// <summary>The card's issuer reports fraud; a refund in time forestalls the dispute.</summary>
    FraudWarning,
}

/// <summary>A payer's objection to a payment. In a formal one the provider has taken the money until it is decided.</summary>
public sealed class DisputeCase
{
    private DisputeCase()
    {
    }

    public DisputeCase(
        DisputeId id, ReceiptId receipt, string provider, string reference, Money amount, string? reason, Instant openedAt,
        Instant? dueBy, DisputeKind kind = DisputeKind.Formal)
    {
        Kind = kind;
        Id = id;
        ReceiptId = receipt;
        Provider = provider;
        ProviderReference = reference;
        AmountMinor = amount.Minor;
        Currency = amount.Currency;
        Reason = reason;
        OpenedAt = openedAt;
        DueBy = dueBy ?? openedAt + DisputeDeadlines.Of(kind);
    }

    public DisputeId Id { get; private set; }

    public ReceiptId ReceiptId { get; private set; }

    public string Provider { get; private set; } = "";

    public string ProviderReference { get; private set; } = "";

    public long AmountMinor { get; private set; }

    /// <summary>What of it paid nothing when the provider took it: it is the payer's own, and no payee bears it.</summary>
    public long UnappliedMinor { get; private set; }

    public Currency Currency { get; private set; }

    public string? Reason { get; private set; }

    public Instant OpenedAt { get; private set; }

    /// <summary>Until when the provider takes our answer.</summary>
    public Instant? DueBy { get; private set; }

    public DisputeKind Kind { get; private set; }

    public DisputeState State { get; private set; }

    /// <summary>What was sent as evidence, in words: documents and their references.</summary>
    public string? Evidence { get; private set; }

    public Instant? EvidenceSentAt { get; private set; }

    public PersonId? EvidenceSentBy { get; private set; }

    /// <summary>Why it ended as it did, where a person or the clock ended it.</summary>
    public string? Outcome { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public int Revision { get; private set; }

    /// <summary>Whether the provider has taken the money.</summary>
    public bool HoldsMoney => Kind == DisputeKind.Formal;

    /// <summary>Whether it still waits for us.</summary>
    public bool WaitsForUs => State == DisputeState.Open;

    /// <summary>Whether the provider still takes an answer: until the deadline, while nothing is sent or decided.</summary>
    public bool AwaitsAnswer(Instant now) => WaitsForUs && !(DueBy <= now);

    /// <summary>The provider takes it of a payment.</summary>
    public void Take(Receipt receipt) => UnappliedMinor = receipt.Dispute(AmountMinor);

    /// <summary>It is lost; gives back how much of it comes off what is unapplied of the payment.</summary>
    public long Lose(Receipt receipt) => receipt.LoseDispute(AmountMinor, UnappliedMinor);

    /// <summary>
    /// How much of what payees hold of the payment is put aside: their part of what is disputed beyond the unapplied, never more
    /// than that and never more than each holds.
    /// </summary>
    /// <param name="collectedMinor">What of the payment is applied, neither taken before nor credited to the buyer.</param>
    /// <param name="heldMinor">What is held of it, position by position.</param>
    public IReadOnlyList<long> KeptBack(long collectedMinor, IReadOnlyList<long> heldMinor)
    {
        var (held, taken) = (heldMinor.Sum(), AmountMinor - UnappliedMinor);
        if (held == 0 || taken == 0)
            return [.. heldMinor.Select(_ => 0L)];
        var part = Rounding.Divide((Int128)held * taken, Math.Max(collectedMinor, taken));
        return SteadySplit.Split(Math.Min(part, taken), heldMinor);
    }

    /// <summary>Lost by its deadline and not by the provider's word, which may still be another.</summary>
    public bool IsLostByDefault => State == DisputeState.Lost && Outcome is not null;

    /// <summary>Whether nobody has to look at it any more: it is decided by the provider, refunded, or its risk is taken. A
    /// missed deadline is for a person to look at.</summary>
    public bool IsOver => State is DisputeState.Won or DisputeState.Refunded or DisputeState.Accepted
        || (State == DisputeState.Lost && !IsLostByDefault);

    /// <summary>The provider decides it; false when it was closed before. Its later word takes a loss back, an older one
    /// changes nothing.</summary>
    public bool Close(bool won, Instant at) => End(
        !won ? DisputeAction.Lose : MayTurn(at) ? DisputeAction.WinAfterAll : DisputeAction.Win, at, null, null);

    /// <summary>Whether the provider says later that money which it gave back is lost: a person has to ask which holds.</summary>
    public bool IsLostAfterWin(bool won, Instant at) => !won && HoldsMoney && State == DisputeState.Won && at > ClosedAt;

    private bool MayTurn(Instant at) => State == DisputeState.Lost && (IsLostByDefault || at > ClosedAt);

    /// <summary>The payment went back to the payer, which ends a warning or an inquiry; false where there is none to
    /// end.</summary>
    public bool Refunded(Instant at) => !HoldsMoney && End(DisputeAction.Refund, at, "The payment was refunded.", null);

    /// <summary>
    /// Its deadline has passed without an answer: a formal dispute is lost by that, a warning or an inquiry lapses. False while
    /// it
    /// still has time or was answered.
    /// </summary>
    public bool MissDeadline(Instant now) => DueBy <= now
        && End(HoldsMoney ? DisputeAction.Default : DisputeAction.Lapse, now, "The deadline passed without an answer.", null);

    /// <summary>An inquiry became a formal dispute; false where it is formal already or has ended otherwise.</summary>
    public bool Escalate(Money amount, string? reason, Instant? dueBy, Instant at)
    {
        if (HoldsMoney || DisputeLifecycle.Next(State, DisputeAction.Escalate) is not { } next)
            return false;
        (Kind, State, ClosedAt, Outcome, Evidence, EvidenceSentAt, EvidenceSentBy) =
            (DisputeKind.Formal, next, null, null, null, null, null);
        (AmountMinor, Reason, DueBy) = (amount.Minor, reason ?? Reason, dueBy ?? at + DisputeDeadlines.Of(DisputeKind.Formal));
        return true;
    }

    /// <summary>Our evidence went to the provider.</summary>
    public Outcome SendEvidence(string evidence, PersonId by, Instant now)
    {
        if (Kind == DisputeKind.FraudWarning)
            return CashRefusals.WarningTakesNoEvidence;
        if (DisputeLifecycle.Next(State, DisputeAction.SendEvidence) is not { } next)
            return CashRefusals.DisputeEnded(State);
        if (!AwaitsAnswer(now))
            return CashRefusals.DisputeDeadlinePassed;
        (State, Evidence, EvidenceSentBy, EvidenceSentAt) = (next, evidence, by, now);
        return Shared.Outcome.Done;
    }

    /// <summary>A person lets a warning or an inquiry go, with a reason.</summary>
    public Outcome AcceptRisk(string reason, PersonId by, Instant now)
    {
        if (HoldsMoney)
            return CashRefusals.FormalDisputeStays;
        return End(DisputeAction.AcceptRisk, now, reason, by) ? Shared.Outcome.Done : CashRefusals.DisputeEnded(State);
    }

    private bool End(DisputeAction action, Instant at, string? outcome, PersonId? by)
    {
        if (DisputeLifecycle.Next(State, action) is not { } next)
            return false;
        (State, ClosedAt, Outcome, DecidedBy) = (next, at, outcome, by);
        return true;
    }
}
