using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionsPage
{
    private readonly HashSet<object> selected = [];
    private ExceptionList.Answer? answer;
    private IReadOnlyList<(Guid Id, string Words, string Result, string? Why)> results = [];
    private Instant now;
    private CaseStep? asked;

    // The whole filter stands in the address; naming its parts here reads the page again when one changes.
    [SupplyParameterFromQuery(Name = "queue")]
    private string? QueueName { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeName { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewName { get; set; }

    [SupplyParameterFromQuery(Name = "urgent")]
    private string? IsUrgent { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    private string? IsMine { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private ExceptionList List { get; set; } = default!;

    [Inject]
    private WorkSeveral Several { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private ExceptionList.Filter Filter => ExceptionList.Filter.Of(name => name switch
    {
        "queue" => QueueName,
        "type" => TypeName,
        "view" => ViewName,
        "urgent" => IsUrgent,
        "mine" => IsMine,
        "sort" => Sort,
        _ => PageNumber,
    });

    private TablePage<ExceptionList.Row> Rows => new(answer!.Rows, answer.Total, Filter.Place, ExceptionList.PageSize);

    private IReadOnlyList<FilterOption> QueueOptions =>
    [
        new("", "All", answer?.Queues.Sum(queue => queue.Count)),
        .. (answer?.Queues ?? []).Select(queue => FilterOption.Of(queue.Name, queue.Count) with
        {
            Title = $"{queue.Late} late; the oldest opened {WhenWords.Relative(queue.Oldest, now)}",
        }),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Guid> Watched => answer?.Rows.Select(row => row.Id.Value) ?? [];

    private List<ExceptionId> Chosen => [.. selected.OfType<ExceptionId>()];

    protected override async Task LoadAsync()
    {
        now = Clock.GetCurrentInstant();
        answer = Shown(await List.RunAsync(Filter, Actor, Ct));
        if (answer is not null)
            selected.IntersectWith(answer.Rows.Select(row => (object)row.Id));
    }

    /// <summary>Cases are worked together where type and owner are the same.</summary>
    private static string KindOf(ExceptionList.Row row) => $"{row.Type} {row.AssignedTo}";

    private void Ask(CaseStep step) => (asked, Refusal, results) = (step, null, []);

    private void Back() => (asked, Refusal) = (null, null);

    private void Clear()
    {
        selected.Clear();
        results = [];
    }

    private Task AssignAsync(PersonId? to) => DoAsync(() => Several.AssignAsync(Chosen, to, Actor, Ct));

    private Task CommentAsync(string text) => DoAsync(() => Several.CommentAsync(Chosen, text, Actor, Ct));

    private Task SnoozeAsync((Duration For, string Reason) asking) =>
        DoAsync(() => Several.SnoozeAsync(Chosen, asking.For, asking.Reason, Actor, Ct));

    private Task ResolveAsync(CaseClosing closing) => DoAsync(() => Several.ResolveAsync(Chosen, closing, Actor, Ct));

    // What was done is no longer selected; what was not stays, so that it can be tried another way.
    private async Task DoAsync(Func<Task<IReadOnlyList<WorkSeveral.Row>>> work)
    {
        var words = answer!.Rows.ToDictionary(row => row.Id, row => row.Summary);
        await RunAsync(async () =>
        {
            var done = await work();
            results = [.. done.Select(row =>
                (row.Id.Value, words.GetValueOrDefault(row.Id, "Case"), Words.Of(row.Result), row.Why))];
            selected.ExceptWith(done.Where(row => row.Result == CaseResult.Done).Select(row => (object)row.Id));
            return Outcome.Done;
        });
        asked = null;
    }

    private string StateWords(ExceptionList.Row row) => row switch
    {
        { State: ExceptionState.Resolved } => "Resolved",
        _ when row.SnoozedUntil > now => "Put aside",
        { Rung: > 0 } => $"Late, with {answer!.LadderOf(row)}",
        _ when row.DueAt <= now => "Late",
        { State: ExceptionState.Assigned } => "In work",
        _ => "Open",
    };

    /// <summary>The signals that the state does not say already.</summary>
    private IEnumerable<string> UrgencyWords(ExceptionList.Row row) => row.State == ExceptionState.Resolved ? []
        : (row.Urgency ?? "").Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Where(words => words != "Late" || row.DueAt > now);
}
