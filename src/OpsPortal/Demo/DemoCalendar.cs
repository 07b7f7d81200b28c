namespace OpsPortal.Demo;

/// <summary>What is to happen when, in the order of time; a step may plan further steps. The app's clock stands at each step's
/// instant.</summary>
internal sealed class DemoCalendar(AppClock clock, Instant until)
{
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> steps = new();
    private int planned;

    public Instant Now => clock.GetCurrentInstant();

    /// <summary>Plans a step after a time from now; what would lie beyond today is left out.</summary>
    public void After(Duration wait, Func<Task> step)
    {
        var at = Now + wait;
        if (at < until)
            steps.Enqueue(step, (at, planned++));
    }

    public async Task PlayAsync()
    {
        while (steps.TryDequeue(out var step, out var when))
        {
            if (when.At > clock.GetCurrentInstant())
                clock.Set(when.At);
            await step();
        }
    }
}
