using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionPage
{
    private ExceptionDetail.Answer? answer;
    private Instant now;
    private string comment = "";
    private string rootCause = "";
    private string resolutionText = "";
    private string entryText = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ExceptionDetail Detail { get; set; } = default!;

    [Inject]
    private TakeException Take { get; set; } = default!;

    [Inject]
    private CommentException Comment { get; set; } = default!;

    [Inject]
    private ResolveException Resolve { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private ExceptionId CaseId => new(Id);

    private string OwnerWords => answer!.Case.AssignedTo is { } person ? NameOf(person) : $"{answer.Type.Owner} (nobody yet)";

    private IEnumerable<(string Href, string Text)> Links => Linked(answer!.Case).Where(link => link.Id is not null)
        .Select(link => ($"/trace?id={Uri.EscapeDataString(link.Id!)}", link.Text));

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

    private Task TakeAsync() => RunAsync(() => Take.RunAsync(CaseId, Actor, Ct));

    private async Task CommentAsync()
    {
        if (await RunAsync(() => Comment.RunAsync(CaseId, comment, Actor, Ct)))
            comment = "";
    }

    private Task ResolveAsync()
    {
        if (entryText.Length > 0 && !Guid.TryParse(entryText, out _))
        {
            Refusal = SharedRefusals.NotFound("journal entry");
            return Task.CompletedTask;
        }

        var entry = Guid.TryParse(entryText, out var id) ? new EntryId(id) : (EntryId?)null;
        return RunAsync(() => Resolve.RunAsync(new ResolveException.Command(CaseId, rootCause, resolutionText, entry),
            Actor, Ct));
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
