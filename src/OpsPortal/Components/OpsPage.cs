using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using OpsPortal.Access;
using OpsPortal.Identity;

namespace OpsPortal.Components;

/// <summary>
/// What every interactive page has: who asks, a token that ends with the page, the last refusal, and one guarded way to run a use
/// case. Override <see cref="LoadAsync"/> to read; it runs whenever the parameters change and after each command that was done.
/// </summary>
public abstract partial class OpsPage : ComponentBase, IDisposable
{
    // Who asks for other rows sees them, not first the old ones drawn again under the new filter.
    private static readonly TimeSpan SoonRead = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource ending = new();
    private Actor? actor;
    private bool waitsForRead;

    [CascadingParameter]
    private Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private ILogger<OpsPage> Logger { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    /// <summary>The signed-in person and session. Throws on a page that allows anonymous visitors.</summary>
    private protected Actor Actor => actor ?? throw new InvalidOperationException("Nobody is signed in on this page.");

    protected CancellationToken Ct => ending.Token;

    /// <summary>What was refused last, for the page's notice; null when all is well.</summary>
    protected Refusal? Refusal { get; set; }

    /// <summary>True while a command runs: buttons are disabled by it.</summary>
    protected bool Busy { get; private set; }

    /// <summary>True once the first read has ended, well or refused.</summary>
    protected bool Loaded { get; private set; }

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (SignedIn is not null)
            actor = Sessions.ActorOf((await SignedIn).User);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override async Task OnParametersSetAsync()
    {
        var reading = ReloadAsync();
        waitsForRead = Loaded && !reading.IsCompleted;
        if (waitsForRead && await Task.WhenAny(reading, Task.Delay(SoonRead)) != reading)
        {
            waitsForRead = false;
            StateHasChanged();
        }

        waitsForRead = false;
        await reading;
    }

    protected override bool ShouldRender() => !waitsForRead;

    /// <summary>Reads what the page shows. Use <see cref="Shown{T}"/> to turn a refused read into the page's notice.</summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>Reads again, for example when the person presses "Try again".</summary>
    protected async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
        }
        catch (OperationCanceledException) when (Ct.IsCancellationRequested)
        {
            return;
        }
        catch (Exception trouble) when (trouble is not NavigationException)
        {
            Refusal = Unexpected(trouble);
        }

        Loaded = true;
    }

    /// <summary>The value of a read, or default with the page's refusal set.</summary>
    protected T? Shown<T>(Outcome<T> read)
    {
        if (!read.IsRefused)
            return read.Value;
        Refusal = read.Refusal;
        return default;
    }

    /// <summary>Runs a command once, however often it is pressed; true when it was done. The page is read again
    /// afterwards.</summary>
    protected Task<bool> RunAsync(Func<Task<Outcome>> command) =>
        GuardAsync(async () => (await command()).Refusal);

    /// <summary>Runs a command that yields a value, and hands the value on when it was done.</summary>
    protected Task<bool> RunAsync<T>(Func<Task<Outcome<T>>> command, Action<T>? then = null) =>
        GuardAsync(async () =>
        {
            var outcome = await command();
            if (!outcome.IsRefused)
                then?.Invoke(outcome.Value);
            return outcome.Refusal;
        });

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        ending.Cancel();
        ending.Dispose();
    }

    private async Task<bool> GuardAsync(Func<Task<Refusal?>> command)
    {
        if (Busy)
            return false;
        Busy = true;
        try
        {
            Refusal = await command();
            if (Refusal is null)
                await ReloadAsync();
        }
        catch (OperationCanceledException) when (Ct.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception trouble) when (trouble is not NavigationException)
        {
            Refusal = Unexpected(trouble);
        }
        finally
        {
            Busy = false;
        }

        return Refusal is null;
    }

    private Refusal Unexpected(Exception trouble)
    {
        var requestId = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        LogUnexpected(Logger, requestId, trouble);
        return ComponentRefusals.Unexpected(requestId);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Request {RequestId} failed on a page")]
    private static partial void LogUnexpected(ILogger logger, string requestId, Exception trouble);
}
