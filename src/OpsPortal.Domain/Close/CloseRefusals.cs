using NodaTime;
using OpsPortal.Domain.Access;
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

    public static Refusal ReopeningStands => new(
        "close.reopening-stands", "Refused: somebody asked to reopen this month already.", "One request is decided at a time.",
        "Confirm or refuse that one, or let its maker withdraw it.");

    public static Refusal ReopeningLapsed => new(
        "close.reopening-lapsed", "Refused: the request to reopen this month has lapsed.",
        $"Nobody confirmed it within {PeriodClose.ReopeningLasts.Days} days.", "Ask for the reopening anew and give the reason.");

    public static Refusal NotYourReopening => new(
        "close.not-your-reopening", "Refused: somebody else asked for this reopening.", "Only who asked withdraws it.",
        "Refuse it with the reason.");

    public static Refusal WithdrawYours => new(
        "close.withdraw-yours", "Refused: you asked for this reopening.", "Who asked does not decide it.", "Withdraw it.");

    public static Refusal NothingToSign => new(
        "close.nothing-to-sign", "Not signed.", "This tie-out bears a signature under its present figures already.",
        "Leave it; it can be signed again once its figures move.");

    public static Refusal DoesNotTie(string name) => new(
        "close.does-not-tie", $"Not signed: {name} does not tie.", "The two sides differ.",
        "Follow the figures to their rows, mend what is wrong and run the tie-outs again.");

    public static Refusal TooFewWords => new(
        "close.note-missing", "Refused: say what you saw.",
            "A tick without its evidence explains nothing to those who read later.",
        "Write a note, or where the document is.");

    public static Refusal NotYourItem(CloseItem item) => new(
        "close.not-your-item", $"Refused: \"{item.Name}\" is not yours to do.",
        $"It is done by {NamesOf(item.WorkedBy)}, or by who prepares the close.",
        "Tell them what you know; a controller may name another owner in the policies.");

    public static Refusal ChecklistOwner(string name) => new(
        "close.checklist-owner", $"Not saved: the owner of \"{name}\" ticks nothing.",
        "Who reviews and signs a close does no item of it.", $"Choose {NamesOf(CloseChecklist.Owners)}.");

    public static Refusal ByMachine(string name) => new(
        "close.by-machine", $"Refused: nobody ticks \"{name}\".", "It is judged from the figures.",
        "Do what it asks for; it turns green by itself.");

    public static Refusal Locked => new(
        "close.locked", "Refused: this close is not being prepared.", "Its checklist is fixed once it was prepared.",
        "Send it back to its preparer first, or reopen the month.");

    public static Refusal ReviewedBySelf => new(
        "close.checkpoint-four-eyes", "Refused: you did this checkpoint.", "Who does a checkpoint never reviews it.",
        "Another person must review it.");

    public static Refusal RecordsContradict(string missing) => new(
        "close.checkpoint-records", "Refused: the records say otherwise.", missing,
        "Bring in what is missing or mend what is wrong, then do the checkpoint.");

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
        "close.later-closed", $"Refused: {later} is closed.",
        "Months are closed in their order and reopened from the last one backwards.", $"Reopen {later} first.");

    public static Refusal NotDone(string name) => new(
        "close.depends", $"Refused: \"{name}\" is not done.", "This item depends on it.", "Do that one first.");

    public static Refusal TooManyFiles(int most) => new(
        "close.too-many-files", "The file was not taken.", $"An item keeps {most} files at most.",
        "Put what belongs together into one file.");

    public static Refusal ChecklistLength(int most) => new(
        "close.checklist-length", "Not saved.", $"A checklist has 1 to {most} items.", "Take items away or add one.");

    public static Refusal ChecklistLoses(string name) => new(
        "close.checklist-machine-kept", $"Not saved: \"{name}\" is missing.",
        "What the figures answer stays on every checklist.", "Put it back.");

    public static Refusal ChecklistMachine(string name) => new(
        "close.checklist-machine", $"Not saved: no figures answer \"{name}\".", "A new item is ticked by a person.",
        "Let a person tick it.");

    public static Refusal ChecklistWords(string name, int nameLength, int askLength) => new(
        "close.checklist-words", $"Not saved: the words of \"{name}\" are missing or too long.",
        $"Each item has a name of at most {nameLength} letters and says in at most {askLength} what is to be seen.",
        "Write both in a few words.");

    public static Refusal ChecklistDue(string name, int most) => new(
        "close.checklist-due", $"Not saved: \"{name}\" is due outside its bounds.",
        $"An item is due 0 to {most} working days after the month.", "Choose a number of days between them.");

    public static Refusal ChecklistTwice(string name) => new(
        "close.checklist-twice", $"Not saved: \"{name}\" stands there twice.", "A tick must belong to one item.",
        "Give each item a name of its own.");

    public static Refusal ChecklistOrder(string name, string after) => new(
        "close.checklist-order", $"Not saved: \"{name}\" cannot wait for \"{after}\".",
        "An item waits only for ticks of people that stand above it.", "Move it below, or let it wait for something else.");

    public static Refusal Blocked(IReadOnlyList<CloseBlocker> blockers) => new(
        "close.blocked", $"Refused: {(blockers.Count == 1 ? "1 thing blocks" : $"{blockers.Count} things block")} this close.",
        string.Join(" ", blockers.Take(3).Select(blocker => blocker.Words)) + (blockers.Count > 3 ? " And more." : ""),
        "Mend what is named, run the tie-outs again and come back.");

    private static string NamesOf(IReadOnlyList<Role> roles) =>
        string.Join(" or ", roles.Select(role => role.ToString().ToLowerInvariant()));
}
