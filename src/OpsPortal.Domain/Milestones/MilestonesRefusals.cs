using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Milestones;

/// <summary>Everything that a milestone refuses, in words for people.</summary>
public static class MilestonesRefusals
{
    public static Refusal NoCriteria => new(
        "milestones.no-criteria", "Refused: it cannot be submitted.", "The milestone has no acceptance criteria.",
        "Write what must be true for it to be accepted.");

    public static Refusal NoApprover => new(
        "milestones.no-approver", "Refused: it cannot be submitted.", "No approver is named.",
            "Name the person who will sign the acceptance.");

    public static Refusal NoEvidence => new(
        "milestones.no-evidence", "Refused: it cannot be submitted.", "There is no evidence yet.",
        "Add at least one file that shows the work.");

    public static Refusal OwnSubmission => new(
        "milestones.four-eyes", "Refused: you submitted this milestone.", "The person who submits never signs the acceptance.",
        "The named approver or their delegate must approve it.");

    public static Refusal NotTheApprover => new(
        "milestones.not-the-approver", "Refused: you are not the approver of this milestone.",
        "Acceptance is signed by the named approver or a recorded delegate.",
            "Ask the approver, or have them name you as delegate.");

    public static Refusal SubmitterCannotSign => new(
        "milestones.submitter-is-approver", "Refused.", "The approver of this milestone cannot be the one who submits it.",
        "Let another person submit it.");

    public static Refusal CriterionNotMet(string criterion) => new(
        "milestones.criterion-not-met", "Refused: not every criterion is ticked.", $"Still open: \"{criterion}\".",
        "Tick each criterion that is met, or reject the milestone with the reason.");

    public static Refusal NeedsComment => new(
        "milestones.needs-comment", "Refused.", "An acceptance needs a comment.", "Say in a sentence what you looked at.")
            { Field = "comment" };

    public static Refusal Frozen => new(
        "milestones.evidence-frozen", "Refused.", "Evidence is added while a milestone is pending, submitted or disputed.",
        "What was accepted stays as it was accepted.");

    public static Refusal TooManyFiles(int most) => new(
        "milestones.too-many-files", "Refused.", $"A milestone holds at most {most} files.",
            "Combine them, or leave out what shows nothing.");

    public static Refusal MayNotSign => new(
        "milestones.may-not-sign", "Refused: that person cannot sign.",
        "They are not active, may not approve milestones, or do not work for this legal entity.",
        "Name somebody who may approve milestones here.");

    public static Refusal DelegateIsApprover => new(
        "milestones.delegate-is-approver", "Refused.", "The delegate is the approver.", "Name another person.");

    public static Refusal FileEmpty => new(
        "milestones.file-empty", "Refused.", "The file is empty.", "Choose a file with content.") { Field = "file" };

    public static Refusal FileTooLarge(long mostBytes) => new(
        "milestones.file-too-large", "Refused: the file is too large.",
            $"Evidence files hold at most {mostBytes / (1024 * 1024)} MB.",
        "Make it smaller, or split it.") { Field = "file" };

    public static Refusal TypeNotTaken(string extension) => new(
        "milestones.type-not-taken", "Refused.", $"Files of type \"{extension}\" are not taken as evidence.",
        "Give a PDF, PNG, JPEG, GIF, WebP, TXT, CSV, DOCX, XLSX, PPTX or ZIP file.") { Field = "file" };

    public static Refusal TypeDisguised(string extension) => new(
        "milestones.type-disguised", "Refused: the file is not what its name says.",
        $"Its content is not that of a \"{extension}\" file.", "Give the file under its true type.") { Field = "file" };

    public static Refusal FileNameInvalid => new(
        "milestones.file-name-invalid", "Refused.", "The file has no usable name.", "Give it a name of at most 200 characters.")
            { Field = "file" };

    public static Refusal IllegalMove(MilestoneState state, MilestoneAction action) => new(
        "milestones.illegal-move", "Refused.",
        $"A milestone that is {state.ToString().ToLowerInvariant()} cannot be {Words(action)}.", "Look at its current state.");

    public static Refusal InTheWay(string name, MilestoneState state) => new(
        "milestones.in-the-way", "Refused: the plan cannot drop this stage.",
        $"The milestone \"{name}\" is {state.ToString().ToLowerInvariant()}.", "Reject or reverse it first, or keep its stage.");

    /// <summary>The refusal of a file by its code, for the page that an upload comes back to; null for an unknown code.</summary>
    public static Refusal? OfFile(string? code) => FileRefusals.FirstOrDefault(refusal => refusal.Code == code);

    private static IEnumerable<Refusal> FileRefusals =>
    [
        FileEmpty, FileTooLarge(EvidenceTypes.MostBytes), TypeNotTaken("of this kind"), TypeDisguised("file of that name"),
        FileNameInvalid, Frozen, TooManyFiles(Milestone.MostFiles), SharedRefusals.FileHasVirus, SharedRefusals.FileNotScanned,
    ];

    private static string Words(MilestoneAction action) => action switch
    {
        MilestoneAction.Submit => "submitted",
        MilestoneAction.Approve => "approved",
        MilestoneAction.Reject => "rejected",
        MilestoneAction.Dispute => "disputed",
        MilestoneAction.SettleInFavour => "given back for a new submission",
        _ => "reversed",
    };
}
