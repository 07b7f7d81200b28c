using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>One run: the equation, the breaks and what people say of them, and both sides.</summary>
public sealed partial class RunPage
{
    private ReconciliationDetail.Answer? answer;
    private ReconciliationBreak? explained, assigned;
    private BreakReason? reason;
    private bool reviewing;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "break")]
    private Guid? ChosenBreak { get; set; }

    [Inject]
    private ReconciliationDetail Detail { get; set; } = default!;

    [Inject]
    private WorkBreak Work { get; set; } = default!;

    [Inject]
    private ReviewReconciliation Review { get; set; } = default!;

    private Currency Unit => answer!.Run.Currency;

    private (string Words, Tone Tone) Standing => BreakWords.Of(answer!.Run);

    private string Theirs => answer!.Run.Layer switch
    {
        ReconciliationLayer.ProviderToSubledger => "The provider", ReconciliationLayer.BankToSubledger => "The bank", _ =>
            "The ERP",
    };

    private string PolicyWords => answer!.Run.PolicyNumber == 0 ? "(as delivered)" : $"(version {answer.Run.PolicyNumber})";

    private string Counts =>
        $"{answer!.Run.OursCount} of ours, {answer.Run.TheirsCount} of theirs, {answer.Run.MatchCount} matches, "
        + CountWords.Of(answer.Run.BreakCount, "break");

    private string EmptyTitle => Show switch
    {
        "matched" => "Nothing is matched", "all" => "Neither side has an item", _ => "Nothing is unmatched",
    };

    private string ExplainSentence => explained is null ? ""
        : $"{BreakWords.Of(explained.Kind)}, {new Money(explained.EffectMinor, explained.Currency)}: {explained.Reference}. "
            + "Your name and the time are kept with it; its case is closed.";

    private TablePage<ReconciliationRow> Rows =>
        new(answer!.Rows, answer.RowCount, Place, ReconciliationDetail.PageSize);

    protected override async Task LoadAsync() => answer = Shown(
        await Detail.RunAsync(new(Id), new ReconciliationDetail.Filter(Show, Place), Actor, Ct));

    private static long? SideOf(ReconciliationRow row, ReconciliationParty party) => row.Party == party ? row.AmountMinor : null;

    private static string MatchWords(ReconciliationRow row) => row.MatchNumber is { } number ? $"{number}, by {row.Rule}"
        : row.Kind is { } kind ? BreakWords.Of(kind) : "";

    private void Explain(ReconciliationBreakId id)
    {
        explained = answer!.Breaks.First(row => row.Break.Id == id).Break;
        (reason, Refusal) = (explained.Reason, null);
    }

    private void Assign(ReconciliationBreakId id) =>
        (assigned, Refusal) = (answer!.Breaks.First(row => row.Break.Id == id).Break, null);

    private void Forget() => (explained, assigned, reviewing, Refusal) = (null, null, false, null);

    private async Task ReviewAsync(string note)
    {
        if (await RunAsync(() => Review.RunAsync(new(Id), note, Actor, Ct)))
            reviewing = false;
    }

    private async Task ExplainAsync(string text)
    {
        if (await RunAsync(() => Work.ExplainAsync(explained!.Id, reason, text, Actor, Ct)))
            explained = null;
    }

    private async Task AssignAsync(PersonId? to)
    {
        if (await RunAsync(() => Work.AssignAsync(assigned!.Id, to, Actor, Ct)))
            assigned = null;
    }
}
