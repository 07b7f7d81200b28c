using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

/// <summary>What an import did.</summary>
/// <param name="WasTakenBefore">The same bytes had been taken: nothing was changed.</param>
internal sealed record ImportAnswer(
    BankFile File, bool WasTakenBefore, IReadOnlyList<BankStatement> Statements, IReadOnlyList<LineSkipped> Skipped,
    IReadOnlyList<FileNote> Notes);

/// <summary>What came of a file: its answer or refusal, and of a broken one every fault.</summary>
internal sealed record ImportResult(Outcome<ImportAnswer> Outcome, StatementCheck? Report = null);
