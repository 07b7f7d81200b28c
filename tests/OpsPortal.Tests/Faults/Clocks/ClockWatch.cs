using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OpsPortal.Tests.Faults.Clocks;

/// <summary>Lives in the app's process and sets the clock beneath it, many times a second, to what the test says.</summary>
internal sealed class ClockWatch(TestClock clock) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const int StepMilliseconds = 20;

    public static void Begin()
    {
        if (Environment.GetEnvironmentVariable(TestClock.Variable) is { Length: > 0 } folder)
            DiagnosticListener.AllListeners.Subscribe(new ClockWatch(new TestClock(folder)));
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is IHost host)
            new Thread(() => Turn(host.Services.GetRequiredService<AppClock>())) { IsBackground = true }.Start();
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Turn(AppClock app)
    {
        while (true)
        {
            app.Machine = new WrongClock(clock.Ahead);
            Thread.Sleep(StepMilliseconds);
        }
    }
}
