using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Events;

namespace OpsPortal.Features.Events;

/// <summary>The bar above the list of events that dismisses the selected dead letters with one reason.</summary>
public sealed partial class DismissSeveralPart
{
    private IReadOnlyList<DismissSeveral.Row> results = [];
    private bool asking;

    /// <summary>The ids of the selected rows; what was done is taken out of it.</summary>
    [Parameter, EditorRequired]
    public ISet<object> Selected { get; set; } = new HashSet<object>();

    /// <summary>Tells the page that something was dismissed or asked for.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private DismissSeveral Several { get; set; } = default!;

    private string Sum => string.Join(", ", new (string Words, int Count)[]
    {
        ("dismissed", results.Count(row => row.Done == InboxAction.Dismiss)),
        ("waiting for another person", results.Count(row => row.Done == InboxAction.AskToDismiss)),
        ("not done", results.Count(row => row.Done is null)),
    }
    .Where(part => part.Count > 0).Select(part => $"{part.Count} {part.Words}"));

    private void Close() => (asking, Refusal) = (false, null);

    private async Task DismissAsync(string reason)
    {
        var chosen = Selected.OfType<Guid>().ToList();
        await RunAsync(async () =>
        {
            results = await Several.RunAsync(chosen, reason, Actor, Ct);
            return Outcome.Done;
        });
        asking = false;
        Selected.ExceptWith(results.Where(row => row.Done is not null).Select(row => (object)row.Id));
        await Changed.InvokeAsync();
    }
}
