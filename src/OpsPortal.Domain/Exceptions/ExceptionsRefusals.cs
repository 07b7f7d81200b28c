using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>The refusals of the exceptions room.</summary>
public static class ExceptionsRefusals
{
    public static Refusal AlreadyResolved => new(
        "exceptions.already-resolved", "Refused: this case is closed.", "It was resolved before.",
        "Open it again from its trouble if it comes back.");

    public static Refusal EventNotOver => new(
        "exceptions.event-not-over", "Refused: this case ends with its event.",
        "The event was given up and has had no effect; what the case stops must not go on by closing it.",
        "Open the event: replay it once the cause is mended, or dismiss it with a reason, which closes the case.");

    public static Refusal NotAllowedHere(CaseStep step, ExceptionType type) => new(
        "exceptions.step-not-allowed", $"Refused: \"{CaseSteps.Of(step).Words}\" is not for this kind of case.",
        $"The table of exception types does not name it for \"{ExceptionTypes.Of(type).Words}\".",
        $"Usual way out: {ExceptionTypes.Of(type).WayOut}");

    public static Refusal EntryDemanded(ExceptionType type) => new(
        "exceptions.entry-demanded", "Refused: name the journal entry that resolved it.",
        $"Money moves when \"{ExceptionTypes.Of(type).Words}\" is resolved, so its posting must exist first.",
        "Do what moves the money, then choose its entry from the list.") { Field = "Journal entry" };

    public static Refusal MoneyAnswerMissing => new(
        "exceptions.money-answer-missing", "Refused: say whether money moved.",
        "Neither a journal entry was chosen nor was it said that no money moved.",
        "Choose the entry, or say why no money moved.") { Field = "Journal entry" };

    public static Refusal MoneyAnswersContradict => new(
        "exceptions.money-answers-contradict", "Refused: two answers that exclude each other.",
        "A journal entry was chosen and it was said that no money moved.", "Give one of them.") { Field = "Journal entry" };

    public static Refusal EntryNotOfCase => new(
        "exceptions.entry-not-of-case", "Refused: this entry does not belong to the case.",
        "It is of another legal entity, older than the case, or carries none of its references (receipt, invoice, payee, batch, "
            + "payout or provider reference).",
        "Choose one of the entries that the list offers.") { Field = "Journal entry" };

    public static Refusal SnoozeEndsTooSoon => new(
        "exceptions.snooze-ends-too-soon", "Refused: a snooze ends in the future.", "The end given has passed.",
        "Give a later day.") { Field = "Until" };

    public static Refusal SnoozeTooLong(int mostDays) => new(
        "exceptions.snooze-too-long", "Refused: that is too long.", $"A case sleeps for {mostDays} days at most.",
        "Give an earlier day, and snooze again when it wakes.") { Field = "Until" };

    public static Refusal SleepsPastDeadline(string deadline, Instant at) => new(
        "exceptions.sleeps-past-deadline", "Refused: the case would sleep past a deadline of the outside world.",
        $"{deadline}: {DayWords.Of(at)}.", "Let it wake before that.") { Field = "Until" };

    public static Refusal NothingToProcess => new(
        "exceptions.nothing-to-process", "Not done: there is nothing to run again.",
        "Neither an event that was given up nor an unapplied receipt with a named invoice stands behind this case.",
        "Take one of the other steps of this case.");

    public static Refusal LadderUnreadable(string line) => new(
        "exceptions.ladder-unreadable", "Refused: the ladder cannot be read.", $"The line \"{line}\" is not understood.",
        "Write one step a line: its words, and after a colon the role that is told.") { Field = "Ladder" };

    public static Refusal LadderLength(int most) => new(
        "exceptions.ladder-length", "Refused: a ladder has steps.", $"It must have 1 to {most}.", "Add or take away steps.")
        { Field = "Ladder" };

    public static Refusal SlaOutOfRange(int most) => new(
        "exceptions.sla-out-of-range", "Refused.", $"An SLA is 1 to {most} hours.", "Give hours in that range.")
        { Field = "SLA" };

    public static Refusal OwnerStandsInForItself => new(
        "exceptions.owner-stands-in", "Refused: nobody stands in for themselves.", "Owner and stand-in are the same role.",
        "Choose two roles.") { Field = "Stands in" };

    public static Refusal RoleCannotWork(Access.Role role) => new(
        "exceptions.role-cannot-work", $"Refused: {role} cannot own cases.", "That role may not work on exceptions.",
        "Choose a role that may.") { Field = "Owner" };

    public static Refusal CannotOwn(string name) => new(
        "exceptions.cannot-own", $"Refused: {name} cannot take this case.",
        "They may not work on exceptions, or do not work for its legal entity.", "Choose another person.") { Field = "Person" };

    public static Refusal InOtherIncident => new(
        "exceptions.in-other-incident", "Refused: the case is part of another incident.",
        "A case is part of one incident at most.", "Work on that incident.");

    public static Refusal OtherEntity => new(
        "exceptions.other-entity", "Refused: the case is of another legal entity.", "An incident is of one entity.",
        "Open an incident of its own for it.");

    public static Refusal IncidentReviewed => new(
        "exceptions.incident-reviewed", "Refused: this incident is closed.", "It was reviewed.",
        "Open a new incident where the trouble comes back.");

    public static Refusal NoSuchStep => new(
        "exceptions.no-such-step", "Not done.", "The playbook has no such step, or it is done.", "Load the page again.");

    public static Refusal CasesOpen(int open) => new(
        "exceptions.cases-open", "Refused: it is not restored yet.", $"{open} of its cases are open.", "Resolve them first.");

    public static Refusal StepOpen(string step) => new(
        "exceptions.step-open", "Refused: the playbook is not done.", $"Still open: {step}",
        "Do it, or write why it is not needed, and tick it off.");

    public static Refusal OwnReview => new(
        "exceptions.own-review", "Refused: you restored it yourself.", "A second person reviews an incident.",
        "Ask somebody else who works on exceptions.");

    public static Refusal IncidentMove(IncidentState state, IncidentAction action) => new(
        "exceptions.incident-move", "Refused.",
        $"{action} is not possible while the incident is {state.ToString().ToLowerInvariant()}.",
        action == IncidentAction.Restore ? "Choose first how it is put right." : "Load the page again.");
}
