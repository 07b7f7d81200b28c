using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>The refusals of a cut-over.</summary>
public static class CutOverRefusals
{
    public static Refusal NotIn(CutOverState state) => new(
        "cut-over.state", "Nothing was changed.",
        state switch
        {
            CutOverState.Draft => "The cut-over is a draft.",
            CutOverState.Prepared => "The cut-over is prepared and waits for another person.",
            _ => "The cut-over is posted: a company's books are brought over once.",
        },
        state switch
        {
            CutOverState.Draft => "Send its files and prepare it first.",
            CutOverState.Prepared => "Let it be approved or sent back, or withdraw it.",
            _ => "Correct what is wrong by its own event, or by a manual journal.",
        });

    public static Refusal NotBegun => new(
        "cut-over.not-begun", "Nothing was changed.", "This company has no cut-over yet.", "Choose the cut-over date first.");

    public static Refusal PreparedByYou => new(
        "cut-over.four-eyes", "Refused: you prepared this cut-over.",
        "Who prepares it or sends one of its files never approves it.",
        "Another person who may approve manual journals must decide it.");

    public static Refusal NotYours => new(
        "cut-over.not-yours", "Refused.", "Somebody else prepared this cut-over.", "Ask them to withdraw it, or send it back.");

    public static Refusal FilesMoved => new(
        "cut-over.files-moved", "Nothing was posted.", "The files are not those that you saw.",
        "Look at the tie-out again and decide then.");

    public static Refusal AheadOfTime(LocalDate today) => new(
        "cut-over.ahead-of-time", "Refused.",
        $"The cut-over date is not over, today is {today:uuuu'-'MM'-'dd}: balances of a day hold all of it.",
        "Choose a day before today.")
    {
        Field = "day",
    };

    public static Refusal AlreadySigned(string period) => new(
        "cut-over.already-signed", "Refused.", $"The close of {period} is signed: opening balances would move what was signed.",
        "Post what is missing by a manual journal in an open month.");

    public static Refusal EntriesBefore(LocalDate first) => new(
        "cut-over.entries-before", "Refused.",
        $"These books have entries from {first:uuuu'-'MM'-'dd} on, which the balances of the former system would count twice.",
        "Choose a cut-over date before the first entry.");

    public static Refusal NoFile => new(
        "cut-over.no-trial-balance", "Not prepared.", "There is no trial balance yet.", "Send the trial balance first.");

    public static Refusal FileSize(long most) => new(
        "cut-over.file-size", "The file was not taken.", $"It is empty, or larger than {most / 1024 / 1024} MB.",
        "Send one file with a header row and at most " + $"{CutOverFiles.MostRows} rows.");

    public static Refusal Faulty(int count) => new(
        "cut-over.faults", "Nothing was taken.", count == 1 ? "One place is wrong." : $"{count} places are wrong.",
        "Mend the places that are listed below and send the file again.");

    public static Refusal DoesNotTie(string where) => new(
        "cut-over.does-not-tie", "Refused.", $"The files do not tie out: {where}.",
        "Mend the file that is wrong; the tie-out shows the rows.");

    public static Refusal PostedBefore => new(
        "cut-over.posted-before", "Nothing was posted.", "A part of these opening balances is posted already.",
        "Look for the entries of the opening in the ledger before anything is sent again.");
}
