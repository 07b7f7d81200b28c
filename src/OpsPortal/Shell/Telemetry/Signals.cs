using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpsPortal.Shell.Telemetry;

/// <summary>What the app tells of its own work to whoever listens: how long commands and jobs take, and what is refused. A
/// name, a permission, a code; never a person, an amount or a text.</summary>
internal static class Signals
{
    public const string Name = "OpsPortal";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Commands = Meter.CreateHistogram<double>(
        "opsportal.command.duration", "s", "How long a command took, from its first look to its commit.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "opsportal.command.refused", "{refusal}", "Commands that were refused, by the code of the refusal.");

    private static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>(
        "opsportal.job.duration", "s", "How long a run of a job took.");

    public static Activity? Begin(string what) => Source.StartActivity(what);

    public static void Command(string permission, string? refusal, long started, Activity? span)
    {
        var outcome = refusal is null ? "done" : "refused";
        Commands.Record(Seconds(started), new("permission", permission), new("outcome", outcome));
        if (refusal is not null)
            Refusals.Add(1, new("permission", permission), new("code", refusal));
        span?.SetTag("outcome", refusal ?? outcome);
    }

    public static void Job(string name, bool failed, long started)
    {
        Jobs.Record(Seconds(started), new("job", name), new("outcome", failed ? "failed" : "done"));
        if (failed)
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
    }

    private static double Seconds(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;
}
