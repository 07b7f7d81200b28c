using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>The refusals of the close.</summary>
public static class CloseRefusals
{
    public static Refusal PreparedByYou => new(
        "close.four-eyes", "Refused: you prepared this close.", "Preparer, reviewer and signer are three people.",
        "Another person must do this step.");

    public static Refusal ReviewedByYou => new(
        "close.six-eyes", "Refused: you reviewed this close.", "Preparer, reviewer and signer are three people.",
        "A controller who neither prepared nor reviewed it must sign.");

    public static Refusal FiguresMoved => new(
        "close.figures-moved", "Not done: the figures are no longer those that you saw.",
        "Something was booked or resolved in between.", "Run the tie-outs again, look at what changed and decide anew.");

    public static Refusal ReopeningNotAsked => new(
        "close.not-asked", "Refused: nobody asked to reopen this month.", "One controller asks and another confirms.",
        "Ask for the reopening and give the reason.");

    public static Refusal AskedByYou => new(
        "close.asked-by-you", "Refused: you asked for this reopening.", "One controller asks and another confirms.",
        "Another controller must confirm it.");

    public static Refusal NothingToSign => new(
        "close.nothing-to-sign", "Not signed.", "This tie-out bears a signature under its present figures already.",
        "Nothing is left to do for it.");

    public static Refusal DoesNotTie(string name) => new(
        "close.does-not-tie", $"Not signed: {name} does not tie.", "The two sides differ.",
        "Follow the figures to their rows, mend what is wrong and run the tie-outs again.");

    public static Refusal TooFewWords => new(
        "close.note-missing", "Refused: say what you saw.",
            "A tick without its evidence explains nothing to those who read later.",
        "Write a note, or where the document is.");

    public static Refusal ByMachine(string name) => new(
        "close.by-machine", $"Refused: nobody ticks \"{name}\".", "It is judged from the figures.",
        "Do what it asks for; it turns green by itself.");

    public static Refusal Locked => new(
        "close.locked", "Refused: this close is not being prepared.", "Its checklist is fixed once it was prepared.",
        "Send it back to its preparer first, or reopen the month.");

    public static Refusal ReviewedBySelf => new(
        "close.checkpoint-four-eyes", "Refused: you did this checkpoint.", "Who does a checkpoint never reviews it.",
        "Another person must review it.");

    public static Refusal OwnerNeeded => new(
        "close.owner-needed", "Refused: name an owner.", "A cause that comes back needs somebody who ends it.",
        "Choose a person.");

    public static Refusal NotIn(string period, CloseState state) => new(
        "close.state", "Not done.", $"The close of {period} is {state.ToString().ToLowerInvariant()}.",
        "Look at its current state and decide again.");

    public static Refusal CheckpointNotIn(CheckpointState state) => new(
        "close.checkpoint-state", "Not done.", $"The checkpoint is {state.ToString().ToLowerInvariant()}.",
        "Look at its current state and decide again.");

    public static Refusal NotOver(string period, LocalDate end) => new(
        "close.month-not-over", $"Refused: {period} is not over.",
            $"It ends on {end:uuuu'-'MM'-'dd}, and money still moves in it.",
        "Close it after its last day.");

    public static Refusal EarlierOpen(string earlier) => new(
        "close.earlier-open", $"Refused: {earlier} is not closed.", "Months are closed in their order.",
            $"Close {earlier} first.");

    public static Refusal LaterClosed(string later) => new(
        "close.later-closed", $"Refused: {later} is closed.", "Months are reopened from the last one backwards.",
        $"Reopen {later} first.");

    public static Refusal NotDone(string name) => new(
        "close.depends", $"Refused: \"{name}\" is not done.", "This item depends on it.", "Do that one first.");

    public static Refusal Blocked(IReadOnlyList<CloseBlocker> blockers) => new(
        "close.blocked", $"Refused: {(blockers.Count == 1 ? "1 thing blocks" : $"{blockers.Count} things block")} this close.",
        string.Join(" ", blockers.Take(3).Select(blocker => blocker.Words)) + (blockers.Count > 3 ? " And more." : ""),
        "Mend what is named, run the tie-outs again and come back.");
}
