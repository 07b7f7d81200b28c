using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

public sealed partial class ReceiptPage
{
    private ReceiptDetail.Answer? answer;
    private ReceiptDetail.Applied? undoing;
    private string invoiceNumber = "";
    private string amountText = "";
    private string reason = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReceiptDetail Detail { get; set; } = default!;

    [Inject]
    private ApplyReceipt Apply { get; set; } = default!;

    [Inject]
    private UnapplyReceipt Unapply { get; set; } = default!;

    private string Title =>
        $"{new Money(answer!.Receipt.AmountMinor, answer.Receipt.Currency)} by {Rails.Of(answer.Receipt.Rail).Name}";

    private string UndoSentence => undoing is null
        ? ""
        : $"{new Money(undoing.AmountMinor, answer!.Receipt.Currency)} is taken back from invoice {undoing.InvoiceNumber}: "
            + "the invoice is open again "
            + "by that amount and the payees' part is un-funded.";

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new ReceiptId(Id), Actor, Ct));

    private async Task ApplyAsync()
    {
        long? minor = null;
        if (!string.IsNullOrWhiteSpace(amountText))
        {
            var amount = Money.ParseTyped(amountText.Trim(), answer!.Receipt.Currency);
            if (amount.IsRefused)
            {
                Refusal = amount.Refusal;
                return;
            }

            minor = amount.Value.Minor;
        }

        if (await RunAsync(() => Apply.RunAsync(new ApplyReceipt.Command(new ReceiptId(Id), invoiceNumber, minor, reason),
            Actor, Ct)))
            (invoiceNumber, amountText, reason) = ("", "", "");
    }

    private async Task UnapplyAsync(string why)
    {
        var chosen = undoing!;
        undoing = null;
        await RunAsync(() => Unapply.RunAsync(new UnapplyReceipt.Command(chosen.Id, why), Actor, Ct));
    }
}
