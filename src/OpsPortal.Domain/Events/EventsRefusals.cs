using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Events;

/// <summary>What this room refuses, with its words.</summary>
public static class EventsRefusals
{
    public static Refusal NoSuchMove(InboxState from, InboxAction action) => new(
        "events.no-such-move", $"Refused: {action} is not possible.", $"The event stands at {from}.",
        "Look at the event's current state.");

    public static Refusal AlreadyReady => new(
        "events.already-ready", "Nothing to do: the event already waits for its turn.",
        "It was replayed a moment ago or has just come in.",
        "Wait a few seconds and look at its state again.");

    public static Refusal NotADeadLetter(InboxState state) => new(
        "events.not-a-dead-letter", "Refused: only a dead letter is dismissed.", $"The event stands at {state}.",
        "Look at what became of it.");

    public static Refusal DismissalWaits => new(
        "events.dismissal-waits", "Refused: somebody has asked for it already.",
        "The dismissal waits for another person to confirm it.", "Open the event again: confirm it, or keep the dead letter.");

    public static Refusal NoDismissalWaits => new(
        "events.no-dismissal-waits", "Refused: no dismissal waits.",
        "Nobody has asked for it, or it was decided or the event replayed meanwhile.", "Open the event again.");

    public static Refusal DismissalChanged(string reason) => new(
        "events.dismissal-changed", "Refused: another reason stands there now.",
        $"The dismissal was asked for anew since you opened the event: {reason}",
        "Read it, then confirm it or keep the dead letter.");

    public static Refusal OwnDismissal => new(
        "events.own-dismissal", "Refused: another person confirms it.",
        "You asked for this dismissal, and the event names money.",
        "Ask somebody else of operations or finance to confirm it.");

    public static Refusal NotJson => new(
        "events.not-json", "Refused: the body is not readable.",
        "The signature is good, but the body is not JSON, or names a property twice.",
        "Look at the stored body with the provider's support.");

    public static Refusal Missing(string field) => new(
        "events.missing-field", "Refused: the event is incomplete.", $"It lacks {field}.",
        "Ask the provider to send it again, complete.") { Field = field };

    public static Refusal UnknownCurrency(string? code) => new(
        "events.unknown-currency", "Refused: the event's currency is unknown here.", $"'{code}' is not kept by this system.",
        "Add the currency, then replay the event.");
}
