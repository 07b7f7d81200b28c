using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Events;

namespace OpsPortal.Features.Events;

/// <summary>The bar above the list of events that dismisses the selected dead letters with one reason.</summary>
public sealed partial class DismissSeveralPart
{
    private IReadOnlyList<DismissSeveral.Row> results = [];
    private bool asking;
    private string? confirming;

    /// <summary>The ids of the selected rows; what was done is taken out of it.</summary>
    [Parameter, EditorRequired]
    public ISet<object> Selected { get; set; } = new HashSet<object>();

    [CascadingParameter]
    private EventList.Answer Answer { get; set; } = default!;

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

    private IEnumerable<EventList.Row> Chosen => Answer.Rows.Where(row => Selected.Contains(row.Id));

    private string? WaitingReason => Chosen.Select(row => row.DismissalReason).FirstOrDefault();

    private string? WhyNotConfirmed => !Chosen.Any() ? "Select those that wait for a second person first."
        : Chosen.Any(row => row.DismissalReason is null) ? "Somebody has to ask for each of them first."
        : Chosen.Any(row => row.IsAskedByReader) ? "You asked for one of them: another person confirms it."
        : Chosen.DistinctBy(row => row.DismissalReason).Count() > 1 ? "They have several reasons: select those of one." : null;

    private string Confirming => $"All were asked for with one reason: \"{confirming}\" Each has no effect, and its case closes. "
        + "What the cases stop may be released.";

    private void Close() => (asking, confirming, Refusal) = (false, null, null);

    private Task DismissAsync(string reason) => DoAsync(chosen => Several.RunAsync(chosen, reason, Actor, Ct));

    private Task ConfirmAsync() => DoAsync(chosen => Several.ConfirmAsync(chosen, confirming!, Actor, Ct));

    private async Task DoAsync(Func<List<Guid>, Task<IReadOnlyList<DismissSeveral.Row>>> each)
    {
        var chosen = Selected.OfType<Guid>().ToList();
        await RunAsync(async () =>
        {
            results = await each(chosen);
            return Outcome.Done;
        });
        (asking, confirming) = (false, null);
        Selected.ExceptWith(results.Where(row => row.Done is not null).Select(row => (object)row.Id));
        await Changed.InvokeAsync();
    }
}
