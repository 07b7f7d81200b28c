using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>One batch: what leaves, whether it may, who signed, and the buttons that each person may press.</summary>
public sealed partial class BatchPage
{
    private const int MostItemsWatched = 200;
    private BatchDetail.Answer? answer;
    private Sheets sheet;
    private string? unusualNote;
    private string? openedHash;
    private PayoutItem? removing;

    private enum Sheets
    {
        None,
        Approve,
        Transmit,
        Reject,
        Cancel,
        Remove,
    }

    [Inject]
    private BatchDetail Detail { get; set; } = default!;

    [Inject]
    private SubmitBatch Submit { get; set; } = default!;

    [Inject]
    private ApproveBatch Approve { get; set; } = default!;

    [Inject]
    private RejectBatch Reject { get; set; } = default!;

    [Inject]
    private TransmitBatch Transmit { get; set; } = default!;

    [Inject]
    private CancelBatch Cancel { get; set; } = default!;

    [Inject]
    private RemoveBatchItem Remove { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    private BatchId Batch => new(Id);

    private IEnumerable<PayoutItem> Live => answer!.Batch.Inside;

    private Money Total => new(answer!.Batch.TotalMinor, answer!.Batch.Currency);

    private string What => $"{Live.Count()} {(Live.Count() == 1 ? "payout" : "payouts")}, {Total}";

    private string ApproveSentence => $"You approve {What}, of which {Live.Count(i => i.IsNewPayee)} to new payees and "
        + $"{Live.Count(i => i.IsAccountChanged)} to changed bank details.";

    private string TransmitSentence =>
        $"You release {What} to {answer!.Batch.Provider} by {answer.Batch.Rail}. The money leaves; this cannot be taken back.";

    private string RemoveSentence => $"{removing?.PayeeName}, {Amount(removing)}, leaves this batch and is free for another."
        + (answer!.Batch.State == BatchState.Draft ? "" : " Every approval is void, and the batch is submitted again.");

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched =>
        [Id, .. answer?.Items.Take(MostItemsWatched).Select(item => item.Payout.Id.Value) ?? []];

    protected override async Task LoadAsync() => answer = Shown(await Detail.RunAsync(Batch, Actor, Ct)) ?? answer;

    private string NameOf(PersonId person) => answer!.Names.GetValueOrDefault(person, "a job");

    private static string Amount(PayoutItem? item) => item is null ? "" : new Money(item.AmountMinor, item.Currency).ToString();

    private void Open(Sheets which)
    {
        (sheet, Refusal, openedHash) = (which, null, answer!.Batch.ContentHash);
        ForgetNews();
    }

    private void AskToRemove(PayoutItem item)
    {
        removing = item;
        Open(Sheets.Remove);
    }

    // A sheet that speaks of content which is no more, or of an act that is no longer possible, must not be confirmed by reflex.
    protected override void OnChanged()
    {
        var stillTrue = sheet switch
        {
            Sheets.Approve => answer!.Buttons.Approve.IsOn && answer.Batch.ContentHash == openedHash,
            Sheets.Transmit => answer!.Buttons.Transmit.IsOn && answer.Batch.ContentHash == openedHash,
            Sheets.Reject => answer!.Buttons.Reject.IsOn,
            Sheets.Cancel => answer!.Buttons.Cancel.IsOn,
            Sheets.Remove => answer!.Buttons.Remove.IsOn,
            _ => true,
        };
        if (!stillTrue && !Busy)
            sheet = Sheets.None;
    }

    private void CloseSheet() => (sheet, Refusal) = (Sheets.None, null);

    private Task SubmitAsync() => RunAsync(() => Submit.RunAsync(new SubmitBatch.Command(Batch, unusualNote), Actor, Ct));

    private Task ApproveAsync() => PressAsync(hash => Approve.RunAsync(new ApproveBatch.Command(Batch, hash), Actor, Ct));

    private Task TransmitAsync() => PressAsync(hash => Transmit.RunAsync(new TransmitBatch.Command(Batch, hash), Actor, Ct));

    private Task RejectAsync(string reason) => PressAsync(_ =>
        Reject.RunAsync(new RejectBatch.Command(Batch, reason), Actor, Ct));

    private Task CancelAsync(string reason) => PressAsync(_ =>
        Cancel.RunAsync(new CancelBatch.Command(Batch, reason), Actor, Ct));

    private Task RemoveAsync(string reason) => PressAsync(_ =>
        Remove.RunAsync(new RemoveBatchItem.Command(Batch, removing!.Id, reason), Actor, Ct));

    private async Task PressAsync(Func<string, Task<Outcome<BatchId>>> command)
    {
        var shownHash = openedHash ?? "";
        if (await RunAsync(() => command(shownHash)))
            sheet = Sheets.None;
    }

    private List<TimelineEntry> Chain()
    {
        var batch = answer!.Batch;
        var entries = new List<TimelineEntry> { new(batch.MadeAt, "Built", NameOf(batch.MadeBy)) };
        if (batch is { SubmittedAt: { } submitted, SubmittedBy: { } by })
            entries.Add(new TimelineEntry(submitted, "Submitted", NameOf(by)));
        entries.AddRange(batch.Approvals.OrderBy(a => a.ApprovedAt).Select(a => Signature(a, batch)));
        if (batch is { TransmittedAt: { } sent, TransmittedBy: { } sender })
            entries.Add(new TimelineEntry(sent, "Transmitted", NameOf(sender), null, Tone.Info));
        if (batch.SettledAt is { } settled)
            entries.Add(new TimelineEntry(settled, "Settled", null, null, Tone.Good));
        return entries;
    }

    private static TimelineEntry Signature(Approval approval, PayoutBatch batch)
    {
        var counts = batch.CountingApprovals.Contains(approval);
        var note = $"{approval.Roles}; content {approval.ContentHash[..16]}{(counts ? "" : "; void, the content changed since")}";
        return new TimelineEntry(approval.ApprovedAt, counts ? "Approved" : "Approved (void)", approval.PersonName, note,
            counts ? Tone.Good : Tone.Warn);
    }
}
