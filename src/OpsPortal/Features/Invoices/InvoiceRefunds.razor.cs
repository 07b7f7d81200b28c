using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>What is owed back to the buyer, the refunds that are under way, and the form that records one.</summary>
public sealed partial class InvoiceRefunds
{
    private Guid credit;
    private Guid payment;
    private string amountText = "";
    private string reference = "";
    private Refund? cancelling;
    private Refund? refusing;
    private Refusal? fault;

    [Parameter, EditorRequired]
    public Invoice Invoice { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<CreditNote> Credits { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<Refund> Refunds { get; set; } = [];

    [Parameter, EditorRequired]
    public object Payments { get; set; } = default!;

    [Parameter]
    public bool MayRefund { get; set; }

    /// <summary>Who looks, where they may decide refunds of others; else null.</summary>
    [Parameter]
    public PersonId? Decider { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<object> OnRefund { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(RefundId Refund, string Reason)> OnCancelRefund { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<RefundId> OnApproveRefund { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(RefundId Refund, string Reason)> OnRefuseRefund { get; set; }

    private IReadOnlyList<InvoiceDetail.Applied> PaymentList =>
        [.. ((IReadOnlyList<InvoiceDetail.Applied>)Payments).OrderByDescending(row => row.AppliedAt)];

    private IReadOnlyList<CreditNote> Owed => [.. Credits.Where(note => note.RefundableMinor > 0)];

    private string OwedWords =>
        string.Join(", ", Owed.Select(note => $"{note.Number} {new Money(note.RefundableMinor, note.Currency)}"));

    protected override void OnParametersSet()
    {
        if (Owed.All(note => note.Id.Value != credit))
            credit = Owed.Select(note => note.Id.Value).FirstOrDefault();
        if (PaymentList.All(row => row.Receipt.Value != payment))
            payment = PaymentList.Select(row => row.Receipt.Value).FirstOrDefault();
    }

    private async Task SendAsync()
    {
        var note = Owed.Single(owed => owed.Id.Value == credit);
        var amount = string.IsNullOrWhiteSpace(amountText)
            ? new Money(note.RefundableMinor, note.Currency)
            : Money.ParseTyped(amountText.Trim(), note.Currency);
        fault = amount.Refusal;
        if (amount.IsRefused)
            return;
        await OnRefund.InvokeAsync(new RefundCredit.Command(note.Id, amount.Value.Minor, new ReceiptId(payment), reference));
        (amountText, reference) = ("", "");
    }

    private async Task CancelAsync(string reason)
    {
        var chosen = cancelling!;
        cancelling = null;
        await OnCancelRefund.InvokeAsync((chosen.Id, reason));
    }

    private async Task RefuseAsync(string reason)
    {
        var chosen = refusing!;
        refusing = null;
        await OnRefuseRefund.InvokeAsync((chosen.Id, reason));
    }
}
