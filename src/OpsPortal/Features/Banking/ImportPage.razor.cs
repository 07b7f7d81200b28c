using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

public sealed partial class ImportPage
{
    private BankLineList.Answer? answer;
    private Guid account;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private BankLineList List { get; set; } = default!;

    [Inject]
    private ChooseAccount Chosen { get; set; } = default!;

    private TablePage<BankLineList.Row> Rows => new(answer!.Rows, answer.Count, Place, BankLineList.PageSize);

    private string Purpose =>
        $"{BankFileWords.Of(answer!.File.Format)}: {BankFileWords.Of(answer.File, BankFileWords.Waiting(answer.Statements))}";

    protected override async Task LoadAsync() => answer = Shown(await List.PageAsync(new BankFileId(Id), Place, Actor, Ct));

    private string WhyNoLines => answer!.Statements.Sum(statement => statement.LinesInFile) == 0
        ? "The bank states that nothing was booked in this time."
        : "They were known before, or wait for their account.";

    private static string CountsOf(BankStatement statement) =>
        $"{statement.LinesTaken} taken, {statement.LinesKnown} known before, {statement.LinesSkipped} not taken";

    private static string MatchWords(BankLineList.Row row) => row.Invoices.Count == 0
        ? Words.Of(row.Match)
        : $"{Words.Of(row.Match)}: {string.Join(", ", row.Invoices)}";

    private Task ChooseAsync(BankStatementId statement) =>
        RunAsync(() => Chosen.RunAsync(new ChooseAccount.Command(statement, new(account)), Actor, Ct));
}
