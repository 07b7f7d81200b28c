using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionPage
{
    private ExceptionDetail.Answer? answer;
    private Instant now;
    private CaseStep? asked;
    private string comment = "";

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    [Inject]
    private ExceptionDetail Detail { get; set; } = default!;

    [Inject]
    private AssignException Assign { get; set; } = default!;

    [Inject]
    private CommentException Comment { get; set; } = default!;

    [Inject]
    private SnoozeException Snooze { get; set; } = default!;

    [Inject]
    private ProcessAgain Again { get; set; } = default!;

    [Inject]
    private ResolveException Resolve { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private ExceptionId CaseId => new(Id);

    private Refusal? FileRefusal => Domain.Milestones.MilestonesRefusals.OfFile(RefusedCode);

    private bool IsOpen => answer!.Case.State != ExceptionState.Resolved;

    private string StateWords => answer!.Case.IsAsleep(now) ? "Put aside" : Words.Of(answer.Case.State);

    private string OwnerWords => answer!.Case.AssignedTo is { } person ? NameOf(person) : $"{answer.Type.Owner} (nobody yet)";

    private string QueueWords => $"{Words.Of(answer!.Case.Queue ?? CaseQueue.Other)}, by the rule \"{answer.Case.RoutingRule}\"";

    private IEnumerable<(string Href, string Text)> Links => Linked(answer!.Case).Where(link => link.Id is not null)
        .Select(link => ($"/trace?id={Uri.EscapeDataString(link.Id!)}", link.Text))
        .Concat(Erp.ErpCases.HandoverOf(answer.Case) is { } handover
            ? [($"/erp/exports/{handover}?state=Rejected", "Every rejected document")] : []);

    // The form for a comment stands below the history.
    private IReadOnlyList<(CaseStepRow Row, string? Href, string? WhyOff)> Steps => [.. answer!.Type.Steps
        .Where(step => step != CaseStep.Comment).Select(step =>
    {
        var place = CasePlaces.Of(step, answer.Around);
        return (CaseSteps.Of(step), place.Href, place.WhyOff);
    })];

    private IReadOnlyList<(EntryId Id, string Words)> Entries => [.. answer!.Entries.Select(entry => (entry.Id,
        $"{DayWords.Of(entry.BookedOn)}, {Words.Of(entry.Family)}, {new Money(entry.AmountMinor, entry.Currency)}"))];

    private IReadOnlyList<TimelineEntry> History =>
    [
        new(answer!.Case.OpenedAt, "Opened", Note: answer.Case.Summary),
        .. answer.Case.Notes.OrderBy(note => note.Number).Select(note => new TimelineEntry(note.At, note.Text, NameOf(note.By))),
        .. answer.Case.ResolvedAt is { } at
            ? [new TimelineEntry(at, "Resolved", NameOf(answer.Case.ResolvedBy ?? default), answer.Case.Resolution, Tone.Good)]
            : Array.Empty<TimelineEntry>(),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched => [Id];

    protected override async Task LoadAsync()
    {
        now = Clock.GetCurrentInstant();
        answer = Shown(await Detail.RunAsync(CaseId, Actor, Ct));
    }

    private async Task AskAsync(CaseStep step)
    {
        Refusal = null;
        if (step == CaseStep.ProcessAgain)
            await RunAsync(() => Again.RunAsync(CaseId, Actor, Ct));
        else
            asked = step;
    }

    private void Back() => (asked, Refusal) = (null, null);

    private Task TakeAsync() => RunAsync(() => Assign.RunAsync(new AssignException.Command(CaseId, null), Actor, Ct));

    private async Task CommentAsync()
    {
        if (await RunAsync(() => Comment.RunAsync(CaseId, comment, Actor, Ct)))
            comment = "";
    }

    private Task AssignAsync(PersonId? to) => DoAsync(() => Assign.RunAsync(new AssignException.Command(CaseId, to), Actor, Ct));

    private Task SnoozeAsync((Duration For, string Reason) asking) => DoAsync(() => Snooze.RunAsync(
        new SnoozeException.Command(CaseId, Clock.GetCurrentInstant() + asking.For, asking.Reason), Actor, Ct));

    private Task ResolveAsync(CaseClosing closing) =>
        DoAsync(() => Resolve.RunAsync(new ResolveException.Command(CaseId, closing), Actor, Ct));

    private async Task DoAsync(Func<Task<Outcome>> command)
    {
        if (await RunAsync(command))
            asked = null;
    }

    private string NameOf(PersonId id) => answer!.People.GetValueOrDefault(id, "The system");

    private static IEnumerable<(string? Id, string Text)> Linked(ExceptionCase found) =>
    [
        (found.ContractId?.ToString(), "Contract"), (found.MilestoneId?.ToString(), "Milestone"),
        (found.InvoiceId?.ToString(), "Invoice"),
        (found.ReceiptId?.ToString(), "Receipt"), (found.BatchId?.ToString(), "Batch"),
        (found.PayoutItemId?.ToString(), "Payout"),
        (found.ProviderReference, found.ProviderReference ?? ""),
    ];
}
