using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

public sealed partial class InvoicePage
{
    private InvoiceDetail.Answer? answer;
    private bool voiding;
    private bool crediting;
    private string amountText = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private InvoiceDetail Detail { get; set; } = default!;

    [Inject]
    private CreditInvoice Credit { get; set; } = default!;

    [Inject]
    private VoidInvoice Void { get; set; } = default!;

    private Invoice One => answer!.Invoice;

    private string VoidSentence => $"Invoice {One.Number} over {One.Open} is voided and its posting reversed. Its number stays used; its stage can be billed again.";

    private IEnumerable<(string Words, long Minor)> Amounts => new (string Words, long Minor)[]
    {
        ("Gross", One.GrossMinor),
        ("of it tax", One.TaxMinor),
        ("of it platform fee", One.FeeMinor),
    }
    .Concat(One.Shares.Select(share => ($"of it to {answer!.Payees.GetValueOrDefault(share.PayeeId, "a payee")}", share.AmountMinor)))
    .Concat(
    [
        ("Paid down payment cleared", -One.ClearedMinor), ("Due", One.DueMinor), ("Cash applied", -One.AppliedMinor),
        ("Credited", -One.CreditedMinor), ("Open", One.OpenMinor),
    ])
    .Where(row => row.Item2 != 0 || row.Item1 is "Due" or "Open");

    private IReadOnlyList<TimelineEntry> CreditHistory =>
    [
        .. answer!.Credits.Select(note => new TimelineEntry(
            note.MadeAt, $"Credit note {note.Number}: {new Money(note.AmountMinor, note.Currency)}", Note: note.Reason)),
        .. answer.Refunds.Select(refund => new TimelineEntry(
            refund.RequestedAt, $"Refund {refund.State.ToString().ToLowerInvariant()}: {new Money(refund.AmountMinor, refund.Currency)}",
            Note: refund.FailureReason ?? refund.ProviderReference)),
    ];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new InvoiceId(Id), Actor, Ct));

    private static Fact FactOf(FactWords fact) => fact.State switch
    {
        FactState.Yes => Fact.Yes(fact.Words),
        FactState.Partly => Fact.Partly(fact.Words),
        _ => Fact.No(fact.Words),
    };

    private async Task VoidAsync(string reason)
    {
        voiding = false;
        await RunAsync(() => Void.RunAsync(new VoidInvoice.Command(One.Id, reason), Actor, Ct));
    }

    private async Task CreditAsync(string reason)
    {
        var amount = Money.Parse(amountText.Trim(), One.Currency);
        if (amount.IsRefused)
        {
            Refusal = amount.Refusal;
            return;
        }

        if (await RunAsync(() => Credit.RunAsync(new CreditInvoice.Command(One.Id, amount.Value.Minor, reason), Actor, Ct)))
            (crediting, amountText) = (false, "");
    }
}
