using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// A set of payouts of one legal entity, currency, rail and provider. It leaves only when enough people other than its maker have
/// signed the hash of exactly this content, and a separate step found everything still true. Any change voids the signatures.
/// </summary>
public sealed class PayoutBatch : IOfCompany
{
    public const int ItemLimit = 10_000;

    private readonly List<PayoutItem> items = [];
    private readonly List<Approval> approvals = [];

    private PayoutBatch()
    {
    }

    public BatchId Id { get; private set; }

    public string Number { get; private set; } = "";

    public LegalEntityId LegalEntityId { get; private set; }

    public Currency Currency { get; private set; }

    public string Rail { get; private set; } = "";

    public string Provider { get; private set; } = "";

    public LocalDate ValueDate { get; private set; }

    public BatchState State { get; private set; }

    /// <summary>Counts changes of content; approvals count only for the current one.</summary>
    public int ContentRevision { get; private set; }

    /// <summary>The hash that is being approved; null in a draft.</summary>
    public string? ContentHash { get; private set; }

    public PersonId MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public PersonId? SubmittedBy { get; private set; }

    public Instant? SubmittedAt { get; private set; }

    /// <summary>When the approvals lapse.</summary>
    public Instant? ExpiresAt { get; private set; }

    /// <summary>How many people the policy asked for at submission; release asks the policy again.</summary>
    public int PeopleNeeded { get; private set; }

    /// <summary>Every person who changed the content.</summary>
    public IReadOnlyList<PersonId> Editors { get; private set; } = [];

    /// <summary>Why it is a draft again or cancelled: rejection, change or expiry, in words.</summary>
    public string? LastReason { get; private set; }

    /// <summary>What the submitter says about unusual amounts.</summary>
    public string? UnusualNote { get; private set; }

    public PersonId? TransmittedBy { get; private set; }

    public Instant? TransmittedAt { get; private set; }

    public Instant? SettledAt { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<PayoutItem> Items => items;

    public IReadOnlyList<Approval> Approvals => approvals;

    /// <summary>The payouts in the batch: all but those taken out before release; of a cancelled batch all it had.</summary>
    public IEnumerable<PayoutItem> Inside => items.Where(item =>
        item.State != PayoutItemState.Cancelled || item.ReleasedAt is not null || State == BatchState.Cancelled);

    /// <summary>How many payouts are in the batch.</summary>
    public int PayoutCount => Inside.Count();

    /// <summary>The sum of the payouts in the batch, in minor units.</summary>
    public long TotalMinor => Inside.Aggregate(0L, (sum, item) => checked(sum + item.AmountMinor));

    /// <summary>The signatures that count: under this revision and this hash.</summary>
    public IEnumerable<Approval> CountingApprovals =>
        approvals.Where(a => a.ContentRevision == ContentRevision && a.ContentHash == ContentHash);

    public static Outcome<PayoutBatch> Build(BatchHeader header, IReadOnlyList<PayoutItemDraft> drafts, PersonId maker,
        Instant now)
    {
        if (drafts.Count is 0 or > ItemLimit)
            return PayoutRefusals.ItemCount(drafts.Count);
        if (drafts.Any(d => d.AmountMinor <= 0 || d.AmountMinor != d.Sources.Sum(s => s.AmountMinor)))
            return PayoutRefusals.SourcesDoNotSum;
        if (drafts.Select(d => d.Payee).Distinct().Count() != drafts.Count)
            return PayoutRefusals.PayeeTwice;
        var batch = new PayoutBatch
        {
            Id = header.Id, Number = header.Number, LegalEntityId = header.LegalEntity, Currency = header.Currency,
            Rail = header.Rail, Provider = header.Provider, ValueDate = header.ValueDate,
            State = BatchState.Draft, ContentRevision = 1, MadeBy = maker, MadeAt = now, Editors = [maker],
        };
        batch.items.AddRange(drafts.Select(d => PayoutItem.Make(d, batch.Id, batch.LegalEntityId, batch.Currency)));
        return batch;
    }

    /// <summary>The content that is hashed, from what is stored now.</summary>
    public BatchContent Content() => new(Id, ContentRevision, LegalEntityId, Currency)
    {
        Number = Number, Rail = Rail, Provider = Provider, ValueDate = ValueDate,
        Items = [.. items.Where(i => i.State != PayoutItemState.Cancelled).Select(i => i.ToContent())],
    };

    /// <summary>Takes an item out. Voids every approval; the batch is a draft again.</summary>
    public Outcome RemoveItem(PayoutItemId id, PersonId editor, string reason, Instant now)
    {
        if (BatchLifecycle.Next(State, BatchAction.Edit) is not { } to)
            return PayoutRefusals.Move(State, BatchAction.Edit);
        if (items.Find(i => i.Id == id) is not { } item)
            return SharedRefusals.NotFound("item");
        if (items.Count(i => i.State == PayoutItemState.Ready) == 1)
            return PayoutRefusals.LastItem;
        if (item.Move(PayoutItemAction.Cancel, new PayoutEventFact(now)) is { IsRefused: true } refused)
            return refused.Refusal;
        Editors = [.. Editors.Append(editor).Distinct()];
        BackToDraft(to, $"Changed after submission: {reason}");
        return Outcome.Done;
    }

    public Outcome Submit(SubmitFact fact, ApprovalPolicy policy, PersonId submitter, Instant now) =>
        BatchSteps.MaySubmit(this, fact, policy) is { IsRefused: true } refused ? refused : Submitted(fact, policy, submitter,
            now);

    /// <summary>Adds one person's signature; the last one needed makes the batch approved.</summary>
    public Outcome Approve(ApproverFact approver, IReadOnlyList<BatchControl> controls, Instant now)
    {
        if (BatchSteps.MayApprove(this, approver, controls, now) is { IsRefused: true } refused)
            return refused;
        approvals.Add(Approval.Of(this, approver, now));
        if (CountingApprovals.Select(a => a.PersonId).Distinct().Count() >= Math.Max(PeopleNeeded, ApprovalRules.FewestPeople))
            State = BatchLifecycle.Next(State, BatchAction.Complete)!.Value;
        return Outcome.Done;
    }

    /// <summary>Sends it back to its maker with the reason; every signature is void.</summary>
    public Outcome Reject(PersonId by, string byName, string reason)
    {
        if (BatchLifecycle.Next(State, BatchAction.Reject) is not { } to)
            return PayoutRefusals.Move(State, BatchAction.Reject);
        if (by == MadeBy)
            return PayoutRefusals.RejectOwn;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        BackToDraft(to, $"Rejected by {byName}: {reason.Trim()}");
        return Outcome.Done;
    }

    /// <summary>Lapses the approvals of a batch that waited too long.</summary>
    public Outcome Expire(Instant now)
    {
        if (BatchLifecycle.Next(State, BatchAction.Expire) is not { } to)
            return PayoutRefusals.Move(State, BatchAction.Expire);
        if (ExpiresAt > now)
            return PayoutRefusals.NotExpired;
        BackToDraft(to, "The approvals expired before it was transmitted.");
        return Outcome.Done;
    }

    public Outcome Cancel(string reason, Instant now)
    {
        if (BatchLifecycle.Next(State, BatchAction.Cancel) is not { } to)
            return PayoutRefusals.Move(State, BatchAction.Cancel);
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        foreach (var item in items.Where(i => i.State == PayoutItemState.Ready))
            item.Move(PayoutItemAction.Cancel, new PayoutEventFact(now));
        (State, LastReason) = (to, reason.Trim());
        return Outcome.Done;
    }

    /// <summary>Releases the money: everything is judged again from what is true now, not from the state alone.</summary>
    public Outcome Transmit(TransmitFact fact, Instant now)
    {
        if (BatchSteps.MayTransmit(this, fact, now) is { IsRefused: true } refused)
            return refused;
        foreach (var item in items.Where(i => i.State == PayoutItemState.Ready))
            item.Move(PayoutItemAction.Release, new PayoutEventFact(now));
        (State, TransmittedBy, TransmittedAt) = (BatchLifecycle.Next(State, BatchAction.Transmit)!.Value, fact.Person, now);
        return Outcome.Done;
    }

    /// <summary>Follows its items: sending has begun, all are handed over, all are final. True where the state changed.</summary>
    public bool FollowItems(bool isAllHandedOver, bool isAllFinal, Instant now)
    {
        var changed = Follow(BatchAction.BeginSending) | (isAllHandedOver && Follow(BatchAction.HandOver));
        if (!isAllFinal || !Follow(BatchAction.Settle))
            return changed;
        SettledAt = now;
        return true;
    }

    private bool Follow(BatchAction action)
    {
        if (BatchLifecycle.Next(State, action) is not { } to)
            return false;
        State = to;
        return true;
    }

    private Outcome Submitted(SubmitFact fact, ApprovalPolicy policy, PersonId submitter, Instant now)
    {
        State = BatchLifecycle.Next(State, BatchAction.Submit)!.Value;
        ContentHash = Content().Hash();
        (SubmittedBy, SubmittedAt, LastReason, UnusualNote) = (submitter, now, null, fact.UnusualNote);
        ExpiresAt = now + Duration.FromHours(policy.Rules.ExpiryHours);
        PeopleNeeded = policy.PeopleFor(fact.Context);
        return Outcome.Done;
    }

    private void BackToDraft(BatchState to, string reason)
    {
        ContentRevision++;
        (State, LastReason, ContentHash, ExpiresAt, SubmittedBy, SubmittedAt) = (to, reason, null, null, null, null);
    }
}
