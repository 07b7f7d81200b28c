using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

public sealed partial class ExceptionsPage
{
    private ExceptionList.Answer? answer;
    private Instant now;

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeName { get; set; }

    [SupplyParameterFromQuery(Name = "resolved")]
    private bool? IsResolved { get; set; }

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
        .. (answer?.Queues ?? []).Select(queue =>
            new FilterOption(queue.Type.ToString(), ExceptionTypes.Of(queue.Type).Words, queue.Count)),
    ];

    protected override async Task LoadAsync()
    {
        now = Clock.GetCurrentInstant();
        var type = Enum.TryParse<ExceptionType>(TypeName, out var parsed) ? parsed : (ExceptionType?)null;
        answer = Shown(await List.RunAsync(new ExceptionList.Filter(type, false, IsResolved ?? false, PageNumber ?? 1),
            Actor, Ct));
    }

    private string StateWords(ExceptionList.Row row) => row switch
    {
        { State: ExceptionState.Resolved } => "Resolved",
        { Rung: > 0 } => $"Late, with {ExceptionTypes.Of(row.Type).Ladder[row.Rung - 1]}",
        _ when row.DueAt <= now => "Late",
        { State: ExceptionState.Assigned } => "In work",
        _ => "Open",
    };
}
