using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>The part of an event's page by which a dead letter is settled without effect.</summary>
public sealed partial class DismissalPart
{
    private Step sheet;

    private enum Step
    {
        None,
        Ask,
        Confirm,
        Keep,
    }

    [Inject]
    private DismissEvent Dismiss { get; set; } = default!;

    [Inject]
    private DecideDismissal Decide { get; set; } = default!;

    [CascadingParameter]
    private EventDetail.Answer Answer { get; set; } = default!;

    /// <summary>Tells the page that something was asked or decided.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private InboxEvent Event => Answer.Event;

    private EventDetail.Dismissal Dismissal => Answer.Dismissal!;

    private string Asking => Dismissal.NeedsTwo
        ? $"It names money: nothing changes before another person confirms. Then it {Follows}" : $"It {Follows}";

    private string Confirming => $"{Dismissal.AskedBy} asks to dismiss it: \"{Event.DismissalReason}\" It {Follows}";

    private string Follows => "has no effect, and its case closes. "
        + (Dismissal.StopsPayment ? "The payment that the case stops may be released. " : "")
        + "It no longer stops the day's checkpoint or the month's close, whose event log says who dismissed it and why. "
        + "It can still be replayed if this was an error.";

    private string? WhyOff => Event.State switch
    {
        InboxState.DeadLetter => null,
        InboxState.Dismissed => "It is dismissed. If that was an error, replay it.",
        InboxState.Done or InboxState.Ignored => "Only a dead letter is dismissed; this one is over.",
        _ => "Only a dead letter is dismissed; this one still takes its turn.",
    };

    private void Open(Step step) => (sheet, Refusal) = (step, null);

    private void Close() => Open(Step.None);

    private Task AskAsync(string reason) => DoAsync(() => Dismiss.RunAsync(new(Event.Id, reason), Actor, Ct));

    private Task ConfirmAsync() => DoAsync(() => Decide.ConfirmAsync(Event.Id, Event.DismissalReason ?? "", Actor, Ct));

    private Task KeepAsync(string note) => DoAsync(() => Decide.KeepAsync(Event.Id, note, Actor, Ct));

    private async Task DoAsync(Func<Task<Outcome>> command)
    {
        if (!await RunAsync(command))
            return;
        Close();
        await Changed.InvokeAsync();
    }
}
