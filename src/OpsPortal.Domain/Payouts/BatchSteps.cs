using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>The ladders of refusals before a batch may move: submission, approval, release.</summary>
internal static class BatchSteps
{
    private static readonly Duration StepUpLife = Duration.FromMinutes(5);

    public static Outcome MaySubmit(PayoutBatch batch, SubmitFact fact, ApprovalPolicy policy)
    {
        if (BatchLifecycle.Next(batch.State, BatchAction.Submit) is null)
            return PayoutRefusals.Move(batch.State, BatchAction.Submit);
        if (Red(fact.Controls) is { } red)
            return PayoutRefusals.ControlRed(red);
        var ready = batch.Items.Where(i => i.State == PayoutItemState.Ready).ToList();
        if (policy.WithinLimits(batch.Currency, [.. ready.Select(i => i.AmountMinor)]) is { IsRefused: true } limit)
            return limit;
        if (ready.Exists(i => i.IsUnusual) && string.IsNullOrWhiteSpace(fact.UnusualNote))
            return PayoutRefusals.Unusual(ready.First(i => i.IsUnusual).PayeeName);
        return Outcome.Done;
    }

    public static Outcome MayApprove(PayoutBatch batch, ApproverFact approver, IReadOnlyList<BatchControl> controls,
        Instant now)
    {
        if (approver.Person.Value == Guid.Empty)
            return PayoutRefusals.UnresolvedPerson;
        if (BatchLifecycle.Next(batch.State, BatchAction.Approve) is null)
            return PayoutRefusals.Move(batch.State, BatchAction.Approve);
        if (batch.ExpiresAt <= now)
            return PayoutRefusals.Expired;
        if (approver.ShownHash != batch.ContentHash || batch.Content().Hash() != batch.ContentHash)
            return PayoutRefusals.ContentChanged;
        if (Excluded(batch, approver.Person) is { } excluded)
            return excluded;
        if (PolicyMakers.Excluding(approver.Person, approver.NewPolicies, now) is { } own)
            return PayoutRefusals.ApproveOwnPolicy(own);
        if (batch.CountingApprovals.Any(a => a.PersonId == approver.Person))
            return PayoutRefusals.ApprovedAlready;
        if (IsStale(approver.StepUpAt, now))
            return SharedRefusals.StepUpNeeded;
        return Red(controls) is { } red ? PayoutRefusals.ControlRed(red) : Outcome.Done;
    }

    public static Outcome MayTransmit(PayoutBatch batch, TransmitFact fact, Instant now)
    {
        if (fact.Person.Value == Guid.Empty)
            return PayoutRefusals.UnresolvedPerson;
        if (BatchLifecycle.Next(batch.State, BatchAction.Transmit) is null)
            return PayoutRefusals.Move(batch.State, BatchAction.Transmit);
        if (batch.ExpiresAt <= now)
            return PayoutRefusals.Expired;
        if (fact.ShownHash != batch.ContentHash || batch.Content().Hash() != batch.ContentHash)
            return PayoutRefusals.ContentChanged;
        if (fact.Person == batch.MadeBy || fact.Person == batch.SubmittedBy)
            return PayoutRefusals.TransmitOwn;
        if (IsStale(fact.StepUpAt, now))
            return SharedRefusals.StepUpNeeded;
        var signed = Signed(batch, fact, now);
        var needed = Math.Max(batch.PeopleNeeded, fact.Policy.PeopleFor(fact.Context));
        if (signed < needed)
            return PayoutRefusals.TooFewApprovals(signed, needed);
        if (Red(fact.Controls) is { } red)
            return PayoutRefusals.ControlRed(red);
        return fact.Policy.WithinLimits(batch.Currency, [.. batch.Items.Where(i => i.State == PayoutItemState.Ready).Select(i =>
            i.AmountMinor)]);
    }

    /// <summary>Different people whose signature counts, who may still approve, and whom nothing excludes.</summary>
    private static int Signed(PayoutBatch batch, TransmitFact fact, Instant now) => batch.CountingApprovals
        .Select(a => a.PersonId)
        .Distinct()
        .Count(person => fact.StillApprovers.Contains(person) && Excluded(batch, person) is null
            && PolicyMakers.Excluding(person, fact.NewPolicies, now) is null);

    private static Refusal? Excluded(PayoutBatch batch, PersonId person)
    {
        if (person == batch.MadeBy)
            return PayoutRefusals.ApproveOwn;
        if (person == batch.SubmittedBy)
            return PayoutRefusals.ApproveSubmitted;
        if (batch.Editors.Contains(person))
            return PayoutRefusals.ApproveEdited;
        var edited = batch.Items.FirstOrDefault(i => i.AccountEditedBy == person && i.State != PayoutItemState.Cancelled);
        return edited is null ? null : PayoutRefusals.ApproveEditedAccount(edited.PayeeName);
    }

    private static BatchControl? Red(IReadOnlyList<BatchControl> controls) =>
        controls.Count == 0 ? new BatchControl("none", "Batch controls", false,
            "They were not checked.") : controls.FirstOrDefault(c => !c.IsGreen);

    private static bool IsStale(Instant stepUpAt, Instant now) => stepUpAt > now || now - stepUpAt > StepUpLife;
}
