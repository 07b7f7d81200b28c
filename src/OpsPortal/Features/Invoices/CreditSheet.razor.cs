using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>Takes amount and reason of a credit note, shows what it would change and post, and gives it when that was
/// seen.</summary>
public sealed partial class CreditSheet
{
    private CreditInvoice.Preview? preview;
    private string amountText = "";

    [Parameter, EditorRequired]
    public Invoice Invoice { get; set; } = default!;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    /// <summary>Called when the note was given, or nothing shall be given.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnClosed { get; set; }

    [Inject]
    private CreditInvoice Credit { get; set; } = default!;

    // What was shown is what is given: another amount, and what was refused, is looked at anew.
    private string AmountText
    {
        get => amountText;
        set => (amountText, preview) = (value, null);
    }

    private string Sentence => preview is null
        ? "A credit note reduces what is due. It moves no cash. What it changes and posts is shown before it is given."
        : $"Credit note {preview.Number}, if no other is given first. "
            + (preview.Owed.Minor > 0 ? $"{preview.Owed} of it was paid already and is owed back to the buyer. " : "")
            + "It moves no cash, and it stays: it is not taken back.";

    private async Task ConfirmAsync(string reason)
    {
        var amount = Money.ParseTyped(amountText.Trim(), Invoice.Currency);
        if (amount.IsRefused)
        {
            Refusal = amount.Refusal;
            return;
        }

        var command = new CreditInvoice.Command(Invoice.Id, amount.Value.Minor, reason, preview);
        if (preview is null)
            await RunAsync(() => Credit.PreviewAsync(command, Actor, Ct), seen => preview = seen);
        else if (await RunAsync(() => Credit.RunAsync(command, Actor, Ct)))
            await CancelAsync();
        else
            preview = null;
    }

    private Task CancelAsync()
    {
        (preview, amountText, Refusal) = (null, "", null);
        return OnClosed.InvokeAsync();
    }
}
