using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>What may be done to the selected cases at once, and what became of each.</summary>
public sealed partial class BulkBar
{
    private static readonly (CaseStep Step, string Words, string Key)[] Steps =
    [
        (CaseStep.Assign, "Assign", CaseKeys.Take), (CaseStep.Comment, "Comment", CaseKeys.Comment),
        (CaseStep.Snooze, "Snooze", CaseKeys.Snooze), (CaseStep.Resolve, "Resolve", CaseKeys.Resolve),
    ];

    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Each case with its words, its result, and why it was not done.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(Guid Id, string Words, string Result, string? Why)> Results { get; set; } = [];

    [Parameter, EditorRequired]
    public EventCallback<CaseStep> OnAsk { get; set; }

    /// <summary>Where the selected cases become one incident.</summary>
    [Parameter]
    public string? IncidentHref { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClear { get; set; }

    private string Sum => string.Join(", ", Results.GroupBy(row => row.Result).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Count()} {group.Key.ToLowerInvariant()}"));
}
