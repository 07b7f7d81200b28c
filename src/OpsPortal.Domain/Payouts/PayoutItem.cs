using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// One payout to one payee: its amount, the bank details as they were when it was built, the payables beneath it, and what became
/// of it. Never removed after release: a failed item is reversed, not taken out of its batch.
/// </summary>
public sealed class PayoutItem
{
    public const int ReferenceLimit = 140;

    private readonly List<PayoutSource> sources = [];

    private PayoutItem()
    {
    }

    public PayoutItemId Id { get; private set; }

    public BatchId BatchId { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public string PayeeName { get; private set; } = "";

    public PayeeAccountId AccountId { get; private set; }

    public int AccountVersion { get; private set; }

    public string AccountMasked { get; private set; } = "";

    public string AccountDigest { get; private set; } = "";

    /// <summary>The person who last edited the bank details; may not approve.</summary>
    public PersonId? AccountEditedBy { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public string Reference { get; private set; } = "";

    public string Key { get; private set; } = "";

    public PayoutItemState State { get; private set; }

    /// <summary>Holds the payee's money against a second builder until release; null afterwards. Unique in the store.</summary>
    public string? OpenLock { get; private set; }

    public bool IsNewPayee { get; private set; }

    public bool IsAccountChanged { get; private set; }

    /// <summary>Far above what this payee usually gets.</summary>
    public bool IsUnusual { get; private set; }

    public DecisionId? DecisionId { get; private set; }

    public string? ProviderReference { get; private set; }

    public string? FailureCode { get; private set; }

    public string? FailureWords { get; private set; }

    /// <summary>Cash has left our balance (1050 carries it).</summary>
    public bool HasCashLeft { get; private set; }

    /// <summary>After a failure or return the cash is back with us.</summary>
    public bool IsCashBack { get; private set; }

    public Instant? ReleasedAt { get; private set; }

    public Instant? LastEventAt { get; private set; }

    public Instant? FinalAt { get; private set; }

    /// <summary>Until then a paid item may still be returned.</summary>
    public Instant? WatchUntil { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<PayoutSource> Sources => sources;

    /// <summary>One open payout per payee, entity and currency: two builders never take the same money.</summary>
    public static string LockOf(LegalEntityId entity, PayeeId payee, Currency currency) => $"{entity}:{payee}:{currency}";

    internal static PayoutItem Make(PayoutItemDraft draft, BatchId batch, LegalEntityId entity, Currency currency)
    {
        var item = new PayoutItem
        {
            Id = draft.Id, BatchId = batch, LegalEntityId = entity, Currency = currency,
            PayeeId = draft.Payee, PayeeName = draft.PayeeName,
            AccountId = draft.Account.Id, AccountVersion = draft.Account.Version, AccountMasked = draft.Account.Masked,
            AccountDigest = draft.Account.Digest, AccountEditedBy = draft.Account.EditedBy,
            AmountMinor = draft.AmountMinor, Reference = draft.Reference, Key = draft.Key,
            IsNewPayee = draft.IsNewPayee, IsAccountChanged = draft.IsAccountChanged, IsUnusual = draft.IsUnusual,
            DecisionId = draft.Decision, State = PayoutItemState.Ready,
            OpenLock = LockOf(entity, draft.Payee, currency),
        };
        item.sources.AddRange(draft.Sources.Select((s, i) => PayoutSource.Make(draft.Id, i + 1, s)));
        return item;
    }

    /// <summary>Moves the item if the event is new. A late or repeated event is no refusal and changes nothing.</summary>
    public Outcome<bool> Move(PayoutItemAction action, PayoutEventFact fact)
    {
        var isAfterAll = PayoutItemLifecycle.IsAfterAll(State, action);
        if (isAfterAll && fact.IsOlder)
            return NothingNew(fact);
        if (PayoutItemLifecycle.Next(State, action) is not { } to || (isAfterAll && ReleasedAt is null))
            return PayoutItemLifecycle.IsPast(State, action) ? NothingNew(fact)
                : PayoutItemLifecycle.IsTooEarly(State, action) ? PayoutRefusals.TooEarly(State, action)
                : PayoutRefusals.ItemMove(State, action);
        State = to;
        LastEventAt = fact.OccurredAt;
        ProviderReference = fact.ProviderReference ?? ProviderReference;
        if (action == PayoutItemAction.Release)
            ReleasedAt = fact.OccurredAt;
        if (to is PayoutItemState.Released or PayoutItemState.Cancelled)
            OpenLock = null;
        if (to is PayoutItemState.Failed or PayoutItemState.Returned)
            (FailureCode, FailureWords) = (fact.FailureCode ?? FailureReasons.NotGiven, fact.FailureWords);
        if (to == PayoutItemState.Cancelled)
            (FailureCode, FailureWords) = (fact.FailureCode, fact.FailureWords);
        if (to == PayoutItemState.Paid)
            (FailureCode, FailureWords) = (null, null);
        if (PayoutItemLifecycle.IsFinal(to))
            FinalAt = fact.OccurredAt;
        WatchUntil = to == PayoutItemState.Paid ? fact.WatchUntil : null;
        return true;
    }

    /// <summary>True where the provider tells that it has a payout which was stopped, or settled as never sent: it may be paid,
    /// and its money was given back.</summary>
    public bool IsSentAfterAll(PayoutItemAction told) => told is PayoutItemAction.Process or PayoutItemAction.Post
        && ReleasedAt is not null
        && (State == PayoutItemState.Cancelled || (State, FailureCode) == (PayoutItemState.Failed, FailureReasons.NeverSent));

    public void MarkCashLeft() => (HasCashLeft, IsCashBack) = (true, false);

    public void MarkCashBack() => IsCashBack = true;

    internal BatchContentItem ToContent() => new(Id, PayeeId, AccountId, AmountMinor)
    {
        AccountVersion = AccountVersion, AccountDigest = AccountDigest, Reference = Reference, Key = Key,
    };

    /// <summary>What changes nothing may still be the first to say what the provider calls the payout.</summary>
    private bool NothingNew(PayoutEventFact fact)
    {
        ProviderReference ??= fact.ProviderReference;
        return false;
    }
}

/// <summary>What an event, a result file or an answer says about an item.</summary>
public sealed record PayoutEventFact(Instant OccurredAt)
{
    public string? ProviderReference { get; init; }

    public string? FailureCode { get; init; }

    public string? FailureWords { get; init; }

    public Instant? WatchUntil { get; init; }

    /// <summary>When the payout failed as the provider itself dates it. That it was paid before that is no news: of the two the
    /// failure came last.</summary>
    public Instant? FailedAt { get; init; }

    /// <summary>In whose zone the day counts, where no more than the day of it is known.</summary>
    public DateTimeZone? DayIn { get; init; }

    public bool IsOlder => DayIn is { } zone
        ? FailedAt is { } failedAt && OccurredAt.InZone(zone).Date < failedAt.InZone(zone).Date
        : OccurredAt < FailedAt;
}
