using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Events;

/// <summary>
/// When a dead letter is settled without effect. One that names money, or of which nobody can read what it names, is asked for by
/// one person and confirmed by another.
/// </summary>
public static class DismissalRules
{
    /// <param name="read">The event; null where its body cannot be read.</param>
    public static bool NamesMoney(ProviderEvent? read) => read is not { AmountMinor: 0, FeeMinor: 0, PaymentReference: "" };

    /// <summary>What a person's wish to dismiss it does.</summary>
    /// <param name="askedBy">Who has asked before and waits for another person.</param>
    public static Outcome<InboxAction> Ask(InboxState state, PersonId? askedBy, ProviderEvent? read)
    {
        if (state != InboxState.DeadLetter)
            return EventsRefusals.NotADeadLetter(state);
        if (askedBy is not null)
            return EventsRefusals.DismissalWaits;
        return NamesMoney(read) ? InboxAction.AskToDismiss : InboxAction.Dismiss;
    }

    /// <summary>Refused where the reason was not the one that the person who confirms has read.</summary>
    /// <param name="reason">With which it is asked for now.</param>
    public static Refusal? WhyNotShown(string? reason, string shown) =>
        reason is null || reason == shown ? null : EventsRefusals.DismissalChanged(reason);

    /// <summary>What the decision on a dismissal that waits does. Who asked may take it back, but not confirm it.</summary>
    public static Outcome<InboxAction> Decide(PersonId? askedBy, PersonId by, bool agreed)
    {
        if (askedBy is null)
            return EventsRefusals.NoDismissalWaits;
        if (agreed && askedBy == by)
            return EventsRefusals.OwnDismissal;
        return agreed ? InboxAction.Dismiss : InboxAction.KeepDead;
    }
}
