using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>The versions of a payee's bank details, with the call-back and a form for a new version.</summary>
public sealed partial class PayeeAccountsPart
{
    private PayeeDetail.Answer? answer;
    private PayeeAccount? calling;
    private PayeeAccountId? showing;
    private OpenNumber? shown;
    private string holder = "", number = "", bic = "", country = "", currency = "EUR";

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private PayeeDetail Detail { get; set; } = default!;

    [Inject]
    private AddPayeeAccount Add { get; set; } = default!;

    [Inject]
    private RecordCallBack CallBack { get; set; } = default!;

    [Inject]
    private RevealAccount Reveal { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(Payee, Actor, Ct));

    private PayeeAccount? Earlier => answer!.Accounts.Where(account => account.Version < calling!.Version)
        .MaxBy(account => account.Version);

    private IReadOnlyList<Comparison> Compared => PayeeWords.Compare(Earlier, calling!);

    private string CallBackSentence => calling is null ? ""
        : $"You confirm that you called {answer!.Payee.Name} on a number known before this change, and that they confirmed these "
            + $"details, which {NameOf(calling.AddedBy)} entered on {DayWords.Of(calling.AddedAt)}. Payouts go to this account "
            + (calling.UsableFrom > answer.Now ? $"from {DayWords.Of(calling.UsableFrom)} on."
                : "at once, where every gate is clear.");

    private string? TurnedAwayBy(PayeeAccount account) => answer!.TurnedAway.GetValueOrDefault(account.Id);

    private string NameOf(PersonId person) => answer!.People.GetValueOrDefault(person, "The system");

    private async Task AddAsync()
    {
        var command = new AddPayeeAccount.Command(Payee, holder, number, bic, country, currency);
        if (!await RunAsync(() => Add.RunAsync(command, Actor, Ct)))
            return;
        (holder, number, bic) = ("", "", "");
        await Changed.InvokeAsync();
    }

    private async Task ShowAsync(string reason)
    {
        var account = showing!.Value;
        if (await RunAsync(() => Reveal.RunAsync(account, reason, Actor, Ct), number => shown = new(account, number)))
            showing = null;
    }

    private void Hide() => shown = null;

    private async Task CallBackAsync(string note)
    {
        if (!await RunAsync(() => CallBack.RunAsync(new(calling!.Id, note), Actor, Ct)))
            return;
        calling = null;
        await Changed.InvokeAsync();
    }

    /// <summary>A number while it is on screen; it is forgotten with the page.</summary>
    private sealed record OpenNumber(PayeeAccountId Account, string Number);
}
