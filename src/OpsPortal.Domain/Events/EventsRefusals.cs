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
