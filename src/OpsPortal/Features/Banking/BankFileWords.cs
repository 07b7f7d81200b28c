using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>How files and their lines are called on screen.</summary>
internal static class BankFileWords
{
    public static string Of(BankFileFormat format) => format switch
    {
        BankFileFormat.Camt => "camt",
        BankFileFormat.Mt940 => "MT940",
        BankFileFormat.Bai2 => "BAI2",
        BankFileFormat.Csv => "CSV",
        _ => "Unknown format",
    };

    /// <summary>What became of a file's lines, in one sentence.</summary>
    /// <param name="waiting">Lines whose account is not known yet.</param>
    public static string Of(BankFile file, int waiting) =>
        $"{Lines(file.LinesTaken)} taken, {file.LinesKnown} known before, {file.LinesSkipped} not taken"
            + (waiting == 0 ? "." : $", {waiting} waiting for {(waiting == 1 ? "its" : "their")} account.");

    /// <summary>Lines of statements that wait for their account.</summary>
    public static int Waiting(IEnumerable<BankStatement> statements) =>
        statements.Where(one => one.State == StatementState.WaitingForAccount).Sum(one => one.LinesInFile);

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count} lines";
}
