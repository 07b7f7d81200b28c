using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Cash.Repayments;

/// <summary>The part of a receipt's page by which it repays what payees owe us.</summary>
public sealed partial class RepaymentsPart
{
    private ReceiptRepayments.Answer? answer;
    private ReceiptRepayments.Repaid? undoing;
    private RepaymentId id = new(Guid.CreateVersion7());
    private string payee = "";
    private string amountText = "";
    private string reason = "";

    [Inject]
    private ReceiptRepayments Repayments { get; set; } = default!;

    [Inject]
    private RepayDebt Repay { get; set; } = default!;

    [Inject]
    private TakeBackRepayment TakeBack { get; set; } = default!;

    [Parameter, EditorRequired]
    public Receipt Receipt { get; set; } = default!;

    /// <summary>Something of it is unapplied, and no allocation of it waits for a second person.</summary>
    [Parameter]
    public bool Open { get; set; }

    /// <summary>Tells the page that the receipt was used or freed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private string UndoSentence => undoing is null ? ""
        : $"{undoing.Amount} is unapplied again, and {undoing.Name} owes it again.";

    protected override async Task LoadAsync() => answer = Shown(await Repayments.RunAsync(Receipt.Id, Actor, Ct)) ?? answer;

    private async Task RepayAsync()
    {
        long? minor = null;
        if (!string.IsNullOrWhiteSpace(amountText))
        {
            var amount = Money.ParseTyped(amountText.Trim(), Receipt.Currency);
            if (amount.IsRefused)
            {
                Refusal = amount.Refusal;
                return;
            }

            minor = amount.Value.Minor;
        }

        if (!Guid.TryParse(payee, out var chosen) || !await RunAsync(() => Repay.RunAsync(
            new RepayDebt.Command(id, Receipt.Id, new PayeeId(chosen), minor, reason), Actor, Ct)))
            return;
        (id, payee, amountText, reason) = (new RepaymentId(Guid.CreateVersion7()), "", "", "");
        await Changed.InvokeAsync();
    }

    private async Task TakeBackAsync(string why)
    {
        if (!await RunAsync(() => TakeBack.RunAsync(new TakeBackRepayment.Command(undoing!.Entry, why), Actor, Ct)))
            return;
        undoing = null;
        await Changed.InvokeAsync();
    }
}
