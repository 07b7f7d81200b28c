using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Parties;

/// <summary>The versions of a payee's bank details, with the call-back and a form for a new version.</summary>
public sealed partial class PayeeAccountsPart
{
    private const string CallBackSentence = "You confirm that you called the payee on a number known before this change and that "
        + "they confirmed these details.";

    private PayeeDetail.Answer? answer;
    private PayeeAccountId? calling;
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
        if (!await RunAsync(() => CallBack.RunAsync(new(calling!.Value, note), Actor, Ct)))
            return;
        calling = null;
        await Changed.InvokeAsync();
    }

    /// <summary>A number while it is on screen; it is forgotten with the page.</summary>
    private sealed record OpenNumber(PayeeAccountId Account, string Number);
}
