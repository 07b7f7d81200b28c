using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>The part of a payee's page by which what it owes us is written off: one asks, another decides.</summary>
public sealed partial class DebtWriteOffsPart
{
    private const string WhyNotOwn = "You asked for it: another person decides.";

    private DebtWriteOffs.Answer? answer;
    private DebtWriteOffs.Asked? approving;
    private DebtWriteOffs.Asked? refusing;
    private Money? asking;
    private DebtWriteOffId id;
    private string amount = "";

    [Inject]
    private DebtWriteOffs WriteOffs { get; set; } = default!;

    [Inject]
    private AskDebtWriteOff Ask { get; set; } = default!;

    [Inject]
    private DecideDebtWriteOff Decide { get; set; } = default!;

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    /// <summary>Tells the page that something was asked or decided.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override async Task LoadAsync() => answer = Shown(await WriteOffs.RunAsync(Payee, Actor, Ct)) ?? answer;

    private void Open(Money owed) =>
        (asking, id, amount, Refusal) = (owed, new(Guid.CreateVersion7()), owed.ToDecimalString(), null);

    private void Close() => (asking, approving, refusing, Refusal) = (null, null, null, null);

    private async Task AskAsync(string reason)
    {
        var typed = Money.ParseTyped(amount.Trim(), asking!.Value.Currency);
        if (typed.IsRefused)
            Refusal = typed.Refusal;
        else
            await DoAsync(() => Ask.RunAsync(new(id, Payee, typed.Value, reason), Actor, Ct));
    }

    private Task ApproveAsync() => DoAsync(() => Decide.ApproveAsync(approving!.Id, Actor, Ct));

    private Task RefuseAsync(string note) => DoAsync(() => Decide.RefuseAsync(refusing!.Id, note, Actor, Ct));

    private async Task DoAsync(Func<Task<Outcome>> command)
    {
        if (!await RunAsync(command))
            return;
        Close();
        await Changed.InvokeAsync();
    }
}
