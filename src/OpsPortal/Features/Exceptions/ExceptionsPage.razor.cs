using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionsPage
{
    private ExceptionList.Answer? answer;
    private Instant now;

    [SupplyParameterFromQuery(Name = "queue")]
    private string? QueueName { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeName { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewName { get; set; }

    [SupplyParameterFromQuery(Name = "urgent")]
    private bool? IsUrgent { get; set; }

    [SupplyParameterFromQuery(Name = "mine")]
    private bool? IsMine { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    [Inject]
    private ExceptionList List { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private TablePage<ExceptionList.Row> Rows =>
        new(answer!.Rows, answer.Total, Math.Max(PageNumber ?? 1, 1), ExceptionList.PageSize);

    private IReadOnlyList<FilterOption> QueueOptions =>
    [
        new("", "All", answer?.Queues.Sum(queue => queue.Count)),
        .. (answer?.Queues ?? []).Select(queue => new FilterOption(queue.Name.ToString(), Words.Of(queue.Name), queue.Count)),
    ];

    private ExceptionList.Filter Filter => new(
        Enum.TryParse<CaseQueue>(QueueName, out var queue) ? queue : null,
        Enum.TryParse<ExceptionType>(TypeName, out var type) ? type : null,
        Enum.TryParse<CaseView>(ViewName, out var view) ? view : CaseView.Open,
        IsMine ?? false, IsUrgent ?? false, Sort, PageNumber ?? 1);

    protected override async Task LoadAsync()
    {
        now = Clock.GetCurrentInstant();
        answer = Shown(await List.RunAsync(Filter, Actor, Ct));
    }

    private string StateWords(ExceptionList.Row row) => row switch
    {
        { State: ExceptionState.Resolved } => "Resolved",
        _ when row.SnoozedUntil > now => "Put aside",
        { Rung: > 0 } => $"Late, with {ExceptionTypes.Of(row.Type).Ladder[row.Rung - 1]}",
        _ when row.DueAt <= now => "Late",
        { State: ExceptionState.Assigned } => "In work",
        _ => "Open",
    };
}
