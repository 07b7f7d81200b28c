using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>The document around the floor's page.</summary>
public sealed class PlainApp : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html><title>Grid</title><base href=\"/\" />");
        builder.OpenComponent<PlainGrid>(1);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
    }
}

/// <summary>Fifty of 20,000 rows that lie in memory, by page, sort and filter of the address: no database, no rights, seven
/// plain cells a row.</summary>
[Route("/grid")]
public sealed class PlainGrid : ComponentBase, IDisposable
{
    public const int Count = 20_000;

    /// <summary>Each seventh row is urgent.</summary>
    public const int UrgentEach = 7;

    public const int UrgentCount = (Count + UrgentEach - 1) / UrgentEach;

    private const int PageSize = 50;
    private static readonly PlainRow[] All = [.. Enumerable.Range(0, Count).Select(n => new PlainRow(
        Guid.CreateVersion7(), $"Something does not agree, number {n}", n % UrgentEach == 0,
        DateTime.UnixEpoch.AddMinutes(n * 17 % Count), DateTime.UnixEpoch.AddMinutes(n), n * 31L))];

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var query = QueryHelpers.ParseQuery(new Uri(Navigation.Uri).Query);
        var page = query.TryGetValue("page", out var asked) ? int.Parse(asked!, CultureInfo.InvariantCulture) : 1;
        var chosen = query.ContainsKey("urgent") ? Array.FindAll(All, row => row.IsUrgent) : All;
        IEnumerable<PlainRow> sorted = query.ContainsKey("sort") ? chosen.OrderBy(row => row.DueAt) : chosen;
        builder.OpenElement(0, "table");
        foreach (var row in sorted.Skip((page - 1) * PageSize).Take(PageSize))
            Draw(builder, row);
        builder.CloseElement();
        builder.AddContent(9, Clicks.Words(page, chosen.Length));
    }

    private static void Draw(RenderTreeBuilder builder, PlainRow row)
    {
        builder.OpenElement(1, "tr");
        builder.SetKey(row.Id);
        Cell(builder, "Does not agree");
        Cell(builder, row.Words);
        Cell(builder, row.IsUrgent ? "Urgent" : "Open");
        Cell(builder, "Ops (nobody yet)");
        Cell(builder, row.OpenedAt.ToString("u", CultureInfo.InvariantCulture));
        Cell(builder, row.DueAt.ToString("u", CultureInfo.InvariantCulture));
        Cell(builder, (row.Minor / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture));
        builder.CloseElement();
    }

    private static void Cell(RenderTreeBuilder builder, string text)
    {
        builder.OpenElement(2, "td");
        builder.AddContent(3, text);
        builder.CloseElement();
    }

    private void Moved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(StateHasChanged);

    private sealed record PlainRow(Guid Id, string Words, bool IsUrgent, DateTime OpenedAt, DateTime DueAt, long Minor);
}
