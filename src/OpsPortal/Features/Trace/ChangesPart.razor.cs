using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Features.Audit;

namespace OpsPortal.Features.Trace;

/// <summary>A record's changes on its own page, as the audit log keeps them.</summary>
public sealed partial class ChangesPart
{
    private const int Latest = 6;

    private IReadOnlyList<TimelineEntry>? entries;
    private (Guid Id, object? Stand) shown;

    /// <summary>The record's kind as the audit log names it.</summary>
    [Parameter, EditorRequired]
    public string Kind { get; set; } = "";

    [Parameter, EditorRequired]
    public Guid Id { get; set; }

    /// <summary>What the page shows now: another object says that it was read again.</summary>
    [Parameter]
    public object? Stand { get; set; }

    [Inject]
    private RecordChanges Changes { get; set; } = default!;

    protected override async Task LoadAsync()
    {
        if (entries is not null && shown == (Id, Stand))
            return;
        shown = (Id, Stand);
        entries = Shown(await Changes.RunAsync(Kind, Id, Actor, Ct))?.Select(Entry).ToList();
    }

    private static TimelineEntry Entry(RecordChanges.Row row) => new(
        row.At, AuditWords.Of(row.Action), row.Actor, row.Change, Href: $"/trace?id={Uri.EscapeDataString(row.RequestId)}");
}
