using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

public sealed partial class ManualJournalPage
{
    private ManualJournalDetail.Answer? answer;
    private bool approving, refusing;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ManualJournalDetail Detail { get; set; } = default!;

    [Inject]
    private DecideManualJournal Decide { get; set; } = default!;

    private ManualJournal One => answer!.Journal;

    private Money Amount => new(One.DebitMinor, One.Currency);

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new(Id), Actor, Ct));

    private async Task ApproveAsync()
    {
        if (await RunAsync(() => Decide.ApproveAsync(new(Id), Actor, Ct)))
            approving = false;
    }

    private async Task RefuseAsync(string note)
    {
        if (await RunAsync(() => Decide.RefuseAsync(new(Id), note, Actor, Ct)))
            refusing = false;
    }

    private Task WithdrawAsync() => RunAsync(() => Decide.WithdrawAsync(new(Id), Actor, Ct));
}
