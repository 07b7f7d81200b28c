using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

public sealed partial class InvoicePage
{
    private InvoiceDetail.Answer? answer;
    private Ask? asked;
    private bool crediting;

    private enum Ask
    {
        Void,
        WriteOff,
        ApproveWriteOff,
        RefuseWriteOff,
        Close,
        Reopen,
    }

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private InvoiceDetail Detail { get; set; } = default!;

    [Inject]
    private VoidInvoice Void { get; set; } = default!;

    [Inject]
    private AskWriteOff AskForWriteOff { get; set; } = default!;

    [Inject]
    private DecideWriteOff Decide { get; set; } = default!;

    [Inject]
    private CloseInvoice Closing { get; set; } = default!;

    [Inject]
    private ReopenInvoice Reopening { get; set; } = default!;

    [Inject]
    private RefundCredit Refund { get; set; } = default!;

    [Inject]
    private CancelRefund Cancelling { get; set; } = default!;

    [Inject]
    private DecideRefund DecideRefund { get; set; } = default!;

    private Invoice One => answer!.Invoice;

    private IEnumerable<(Ask Ask, bool IsDanger)> Asks => new (Ask Ask, bool IsDanger, bool IsShown)[]
    {
        (Ask.Void, true, May(InvoiceAction.Void)),
        (Ask.WriteOff, false, answer!.May.AskWriteOff),
        (Ask.ApproveWriteOff, true, MayDecide),
        (Ask.RefuseWriteOff, false, MayDecide),
        (Ask.Reopen, false, May(InvoiceAction.Reopen)),
    }
    .Where(row => row.IsShown).Select(row => (row.Ask, row.IsDanger));

    private bool MayDecide => One.WriteOffWaiting is not null && May(InvoiceAction.GiveUp);

    private IReadOnlyList<InvoiceDetail.Applied> Payments =>
        [.. answer!.Applications.Where(applied => applied.ReversedAt is null)];

    private IEnumerable<(string Words, long Minor)> Amounts => new (string Words, long Minor)[]
    {
        ("Gross", One.GrossMinor),
        ("of it tax", One.TaxMinor),
        ("of it platform fee", One.FeeMinor),
    }
    .Concat(One.Shares.Select(share =>
        ($"of it to {answer!.Payees.GetValueOrDefault(share.PayeeId, "a payee")}", share.AmountMinor)))
    .Concat(
    [
        ("Paid down payment cleared", -One.ClearedMinor), ("Due", One.DueMinor), ("Paid by cash and kept", -One.AppliedMinor),
        ("Credited", -One.CreditedMinor),
        ("Written off", -One.WrittenOffMinor), ("Open", One.OpenMinor),
    ])
    .Where(row => row.Item2 != 0 || row.Item1 is "Due" or "Open");

    private IReadOnlyList<TimelineEntry> CreditHistory =>
    [
        .. answer!.Credits.Select(note => new TimelineEntry(
            note.MadeAt, $"Credit note {note.Number}: {new Money(note.AmountMinor, note.Currency)}", Note: note.Reason)),
        .. answer.Refunds.Select(refund => new TimelineEntry(
            refund.RequestedAt,
            $"Refund {refund.State.ToString().ToLowerInvariant()}: {new Money(refund.AmountMinor, refund.Currency)}",
            Note: refund.FailureReason is { } failed ? FailureReasons.Of(failed) : refund.ProviderReference)),
    ];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(new InvoiceId(Id), Actor, Ct));

    private static string TitleOf(Ask? ask) => ask switch
    {
        Ask.Void => "Void invoice",
        Ask.WriteOff => "Ask for write-off",
        Ask.ApproveWriteOff => "Approve write-off",
        Ask.RefuseWriteOff => "Refuse write-off",
        Ask.Close => "Close invoice",
        _ => "Reopen invoice",
    };

    private string SentenceOf(Ask? ask) => ask switch
    {
        Ask.Void => $"Invoice {One.Number} over {One.Open} is voided and its posting reversed. Its number stays used; "
            + "its stage can be billed again.",
        Ask.WriteOff => $"A second person decides whether {One.Open} of invoice {One.Number} is given up. "
            + "Nothing is posted until then.",
        Ask.ApproveWriteOff => $"{One.Open} of invoice {One.Number} becomes bad debt; "
            + "what it would have brought the payees lapses.",
        Ask.RefuseWriteOff => $"Invoice {One.Number} stays open by {One.Open}; who asked is told.",
        Ask.Close => $"Invoice {One.Number} is closed: it takes no payment and no credit any more. No money moves.",
        _ => $"Invoice {One.Number} is open to changes again; an exception stays open until somebody has looked at it.",
    };

    private bool May(InvoiceAction action) => answer!.May.Actions.Contains(action);

    private void Forget() => (asked, Refusal) = (null, null);

    private async Task DoAsync(string reason)
    {
        var done = await RunAsync(async () => asked switch
        {
            Ask.Void => (await Void.RunAsync(new(One.Id, reason), Actor, Ct)).WithoutValue(),
            Ask.WriteOff => await AskForWriteOff.RunAsync(new(One.Id, reason), Actor, Ct),
            Ask.ApproveWriteOff => await Decide.ApproveAsync(One.Id, reason, Actor, Ct),
            Ask.RefuseWriteOff => await Decide.RefuseAsync(One.Id, reason, Actor, Ct),
            Ask.Close => await Closing.RunAsync(One.Id, reason, Actor, Ct),
            _ => await Reopening.RunAsync(One.Id, reason, Actor, Ct),
        });
        if (done)
            asked = null;
    }

    private Task RefundAsync(object command) => RunAsync(() => Refund.RunAsync((RefundCredit.Command)command, Actor, Ct));

    private Task CancelRefundAsync((RefundId Refund, string Reason) cancelled) =>
        RunAsync(() => Cancelling.RunAsync(cancelled.Refund, cancelled.Reason, Actor, Ct));

    private Task ApproveRefundAsync(RefundId refund) => RunAsync(() => DecideRefund.ApproveAsync(refund, Actor, Ct));

    private Task RefuseRefundAsync((RefundId Refund, string Reason) refused) =>
        RunAsync(() => DecideRefund.RefuseAsync(refused.Refund, refused.Reason, Actor, Ct));

    private Task CreditedAsync()
    {
        crediting = false;
        return ReloadAsync();
    }
}
