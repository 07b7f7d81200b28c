using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Which buttons of a batch a person sees, and the words beside one that is off. The use cases judge again.</summary>
internal static class BatchButtons
{
    public static BatchDetail.Buttons Of(PayoutBatch batch, PersonProfile person,
        IReadOnlyList<PolicyMade> newPolicies, Instant now) => new(
        For(batch, person, Permission.SubmitBatch, BatchAction.Submit, null),
        For(batch, person, Permission.ApproveBatch, BatchAction.Approve, WhyNotApprove(batch, person, newPolicies, now)),
        For(batch, person, Permission.RejectBatch, BatchAction.Reject,
            batch.MadeBy == person.Id ? "You built this batch. Cancel it instead." : null),
        For(batch, person, Permission.TransmitBatch, BatchAction.Transmit, WhyNotTransmit(batch, person)),
        For(batch, person, Permission.CancelBatch, BatchAction.Cancel, null),
        For(batch, person, Permission.BuildBatch, BatchAction.Edit,
            batch.Items.Count(i => i.State == PayoutItemState.Ready) > 1
                ? null
                : "The last payout cannot be taken out. Cancel the batch instead."));

    public static string WhoMustAct(PayoutBatch batch)
    {
        var missing = Math.Max(batch.PeopleNeeded, ApprovalRules.FewestPeople) - batch.CountingApprovals.Count();
        return batch.State switch
        {
            BatchState.Draft => "Its maker submits it.",
            BatchState.Submitted when missing == 1 => "One more controller must approve it.",
            BatchState.Submitted => $"{missing} controllers must approve it.",
            BatchState.Approved => "A controller transmits it.",
            BatchState.Released => "Nothing is left to do: it is about to be sent.",
            BatchState.Transmitting => "Nothing is left to do: it is being sent.",
            BatchState.Sent => "Sent. The provider reports on each payout.",
            BatchState.Settled => $"Settled: {BatchWords.Of(batch).Ending}",
            _ => "It was cancelled; nothing was paid.",
        };
    }

    private static BatchDetail.Button For(PayoutBatch batch, PersonProfile person, Permission permission, BatchAction action,
        string? why) =>
        new(person.May(permission) && BatchLifecycle.Next(batch.State, action) is not null, why);

    private static string? WhyNotApprove(PayoutBatch batch, PersonProfile person, IReadOnlyList<PolicyMade> newPolicies,
        Instant now)
    {
        if (batch.MadeBy == person.Id || batch.SubmittedBy == person.Id || batch.Editors.Contains(person.Id))
            return "You made or changed this batch. Another controller must approve it.";
        if (batch.CountingApprovals.Any(a => a.PersonId == person.Id))
            return "You have approved it. Another controller must give the next approval.";
        if (batch.Items.FirstOrDefault(i => i.AccountEditedBy == person.Id) is { } edited)
            return $"You last edited the bank details of {edited.PayeeName}. Another controller must approve it.";
        if (PolicyMakers.Excluding(person.Id, newPolicies, now) is { } own)
            return $"You made version {own.Number} of the {own.Policy}: you sign none until {DayWords.Of(own.SignsFrom)}. "
                + "Another controller must approve it.";
        return batch.ExpiresAt <= now ? "Its approvals have expired. Its maker submits it again." : null;
    }

    private static string? WhyNotTransmit(PayoutBatch batch, PersonProfile person) =>
        batch.MadeBy == person.Id || batch.SubmittedBy == person
            .Id ? "You made this batch. A controller must transmit it." : null;
}
