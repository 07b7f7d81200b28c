using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>What an import did, or every fault of a broken file.</summary>
public sealed partial class ImportReport
{
    [Parameter]
    public StatementCheck? Check { get; set; }

    /// <summary>The file that was taken; null before an import and after a refused one.</summary>
    [Parameter]
    public BankFile? File { get; set; }

    [Parameter]
    public bool WasTakenBefore { get; set; }

    [Parameter]
    public IReadOnlyList<BankStatement> Statements { get; set; } = [];

    [Parameter]
    public IReadOnlyList<FileNote> Notes { get; set; } = [];

    private string Title => WasTakenBefore ? "This file was taken before"
        : Statements.Count > 0 && Statements.All(one => one.State == StatementState.WaitingForAccount)
            ? $"{File!.Name} is kept and waits"
            : $"{File!.Name} is taken";

    private string Sentence => WasTakenBefore
        ? "Nothing was changed."
        : BankFileWords.Of(File!, BankFileWords.Waiting(Statements));
}
