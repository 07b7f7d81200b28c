using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Events;

/// <summary>The legal moves of a stored event. What is not listed is refused.</summary>
public static class InboxLifecycle
{
    public static readonly IReadOnlyDictionary<(InboxState From, InboxAction Action), (InboxState To, Permission Needs)> Table =
        new Dictionary<(InboxState, InboxAction), (InboxState, Permission)>
        {
            [(InboxState.Ready, InboxAction.Complete)] = (InboxState.Done, Permission.Background),
            [(InboxState.Ready, InboxAction.Ignore)] = (InboxState.Ignored, Permission.Background),
            [(InboxState.Ready, InboxAction.Wait)] = (InboxState.Waiting, Permission.Background),
            [(InboxState.Ready, InboxAction.Fail)] = (InboxState.Retrying, Permission.Background),
            [(InboxState.Ready, InboxAction.GiveUp)] = (InboxState.DeadLetter, Permission.Background),
            [(InboxState.Waiting, InboxAction.Complete)] = (InboxState.Done, Permission.Background),
            [(InboxState.Waiting, InboxAction.Ignore)] = (InboxState.Ignored, Permission.Background),
            [(InboxState.Waiting, InboxAction.Wait)] = (InboxState.Waiting, Permission.Background),
            [(InboxState.Waiting, InboxAction.Fail)] = (InboxState.Retrying, Permission.Background),
            [(InboxState.Waiting, InboxAction.GiveUp)] = (InboxState.DeadLetter, Permission.Background),
            [(InboxState.Retrying, InboxAction.Complete)] = (InboxState.Done, Permission.Background),
            [(InboxState.Retrying, InboxAction.Ignore)] = (InboxState.Ignored, Permission.Background),
            [(InboxState.Retrying, InboxAction.Wait)] = (InboxState.Waiting, Permission.Background),
            [(InboxState.Retrying, InboxAction.Fail)] = (InboxState.Retrying, Permission.Background),
            [(InboxState.Retrying, InboxAction.GiveUp)] = (InboxState.DeadLetter, Permission.Background),
            [(InboxState.Waiting, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.Retrying, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.Done, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.Ignored, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.DeadLetter, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.Dismissed, InboxAction.Replay)] = (InboxState.Ready, Permission.ReplayEvent),
            [(InboxState.DeadLetter, InboxAction.AskToDismiss)] = (InboxState.DeadLetter, Permission.DismissEvent),
            [(InboxState.DeadLetter, InboxAction.Dismiss)] = (InboxState.Dismissed, Permission.DismissEvent),
            [(InboxState.DeadLetter, InboxAction.KeepDead)] = (InboxState.DeadLetter, Permission.DismissEvent),
        };

    public static Outcome<InboxState> Move(InboxState from, InboxAction action) =>
        Table.TryGetValue((from, action), out var move) ? move.To : EventsRefusals.NoSuchMove(from, action);
}
