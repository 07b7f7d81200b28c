using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Cash.Matching;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>The right side of the workbench: one receipt, its candidates with their evidence, and what can be done.</summary>
public sealed partial class WorkbenchPanel
{
    private WorkbenchDetail.Answer? answer;
    private IReadOnlyList<MatchCandidate> candidates = [];
    private ReceiptId shown;
    private int chosen;
    private bool splitting;
    private bool focusing;
    private ElementReference splitLines;
    private bool refusing;
    private bool giveUp;
    private string lines = "";
    private string reason = "";

    [Parameter, EditorRequired]
    public Guid Receipt { get; set; }

    /// <summary>Told after the receipt was applied, discarded or decided, with what an undo would take back.</summary>
    [Parameter]
    public EventCallback<WorkbenchStep> OnDone { get; set; }

    /// <summary>The receipt behind this one in the list.</summary>
    [Parameter]
    public string? NextHref { get; set; }

    [Parameter]
    public string? PreviousHref { get; set; }

    [Inject]
    private WorkbenchDetail Detail { get; set; } = default!;

    [Inject]
    private ConfirmMatch Confirm { get; set; } = default!;

    [Inject]
    private DiscardMatch Discard { get; set; } = default!;

    [Inject]
    private AllocateReceipt Allocate { get; set; } = default!;

    [Inject]
    private DecideAllocation Decide { get; set; } = default!;

    private ReceiptId Id => new(Receipt);

    private bool CanApply => IsApplicable(candidates[chosen]);

    private string Sum
    {
        get
        {
            if (candidates.Count == 0)
                return $"Left to allocate: {answer!.Receipt.Unapplied}";
            var used = candidates[chosen].Allocations.Sum(part => part.AmountMinor);
            var rest = Words(answer!.Receipt.UnappliedMinor - used);
            return $"Allocated {Words(used)} of {answer.Receipt.Unapplied}; {rest} stays unapplied.";
        }
    }

    protected override async Task LoadAsync()
    {
        var isNew = shown != Id;
        if (isNew)
            (shown, splitting, lines, reason, Refusal) = (Id, false, "", "", null);
        answer = Shown(await Detail.RunAsync(Id, Actor, Ct));
        candidates = answer is null ? [] : WorkbenchDetail.Candidates(answer.Result);
        if (isNew)
            chosen = candidates.ToList().FindIndex(IsApplicable);
        chosen = Math.Clamp(chosen, 0, Math.Max(candidates.Count - 1, 0));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focusing)
            return;
        focusing = false;
        await splitLines.FocusAsync();
    }

    private Task ApplyAsync() => AllocatedAsync(
        () => Confirm.RunAsync(new ConfirmMatch.Command(Id, candidates[chosen].Allocations), Actor, Ct));

    private async Task SplitAsync()
    {
        var parts = new List<AllocateReceipt.Part>();
        foreach (var line in lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.LastIndexOfAny([' ', '\t']);
            if (at < 0)
            {
                parts.Add(new AllocateReceipt.Part(line, null));
                continue;
            }

            var amount = Money.ParseTyped(line[(at + 1)..].Trim(), answer!.Receipt.Currency);
            if (amount.IsRefused)
            {
                Refusal = amount.Refusal;
                return;
            }

            parts.Add(new AllocateReceipt.Part(line[..at], amount.Value.Minor));
        }

        await AllocatedAsync(() => Allocate.RunAsync(new AllocateReceipt.Command(Id, parts, reason, giveUp), Actor, Ct));
    }

    private async Task DiscardAsync()
    {
        if (await RunAsync(() => Discard.RunAsync(Id, Actor, Ct)))
            await OnDone.InvokeAsync(new WorkbenchStep("Discarded: it stays unapplied.", []));
    }

    private async Task ApproveAsync()
    {
        if (await RunAsync(() => Decide.ApproveAsync(answer!.Waiting!.Id, Actor, Ct)))
            await OnDone.InvokeAsync(new WorkbenchStep("The allocation was approved and posted.", []));
    }

    private async Task RefuseAsync(string note)
    {
        refusing = false;
        if (await RunAsync(() => Decide.RefuseAsync(answer!.Waiting!.Id, note, Actor, Ct)))
            await OnDone.InvokeAsync(new WorkbenchStep("The allocation was refused.", []));
    }

    private async Task AllocatedAsync(Func<Task<Outcome<Allocated>>> command)
    {
        Allocated? done = null;
        var before = answer!.Receipt.UnappliedMinor;
        if (!await RunAsync(command, allocated => done = allocated))
            return;
        var left = answer.Receipt.UnappliedMinor;
        await OnDone.InvokeAsync(done!.Waits
            ? new WorkbenchStep("It waits for a controller's decision: it is above the limit for one person.", [])
            : new WorkbenchStep(
                $"Applied {Words(before - left)}.{(left > 0 ? $" {Words(left)} stays unapplied." : "")}", done.Applications));
    }

    private static bool IsApplicable(MatchCandidate candidate) => candidate.Allocations.All(part => part.AmountMinor > 0);

    private void ToggleSplit() => focusing = splitting = !splitting;

    private string Names(MatchCandidate candidate) => string.Join(" + ", candidate.Allocations.Select(part =>
        answer!.Invoices.TryGetValue(part.InvoiceId, out var row) ? $"{row.Number} {row.Buyer}" : part.InvoiceId));

    private string Part(MatchAllocation part) => answer!.Invoices.TryGetValue(part.InvoiceId, out var row)
        ? $"{Words(part.AmountMinor)} of {Words(row.OpenMinor)} open on {row.Number}, due {DayWords.Of(row.DueOn)}"
        : Words(part.AmountMinor);

    private string Words(long minor) => new Money(minor, answer!.Receipt.Currency).ToString();

    private static string Score(MatchCandidate candidate) => candidate.Score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Weight(MatchEvidence piece) => string.Create(CultureInfo.InvariantCulture,
        $"{(MatchFeatures.IsFor(piece.Feature) ? "for it" : "against it")} {piece.Weight * piece.Value:0.00}");
}

/// <summary>What was just done on the workbench, in words, and the applications that an undo takes back.</summary>
public sealed record WorkbenchStep(string Said, IReadOnlyList<ApplicationId> Applications);
