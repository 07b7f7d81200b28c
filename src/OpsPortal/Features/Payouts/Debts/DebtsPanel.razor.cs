using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Debts;

/// <summary>The part of a payee's page that shows what it owes us and sets that off.</summary>
public sealed partial class DebtsPanel
{
    private PayeeDebts.Answer? answer;
    private PayeeDebts.Debt? setting;
    private SetOffId id;
    private string amount = "";
    private Guid contract;

    [Inject]
    private PayeeDebts Debts { get; set; } = default!;

    [Inject]
    private SetOffDebt SetOff { get; set; } = default!;

    [Parameter, EditorRequired]
    public PayeeId Payee { get; set; }

    /// <summary>Tells the page that something was set off.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override async Task LoadAsync() => answer = Shown(await Debts.RunAsync(Payee, Actor, Ct)) ?? answer;

    private void Open(PayeeDebts.Debt debt) => (setting, id, amount, contract, Refusal) =
        (debt, new(Guid.CreateVersion7()), debt.Most.ToDecimalString(), answer!.Rights[0].Contract.Value, null);

    private void Close() => (setting, Refusal) = (null, null);

    private async Task SetOffAsync(string reason)
    {
        var typed = Money.ParseTyped(amount.Trim(), setting!.Owed.Currency);
        if (typed.IsRefused)
        {
            Refusal = typed.Refusal;
            return;
        }

        if (!await RunAsync(() => SetOff.RunAsync(new(id, Payee, typed.Value, new(contract), reason), Actor, Ct)))
            return;
        setting = null;
        await Changed.InvokeAsync();
    }
}
