using System.Collections.Concurrent;
using OpsPortal.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Identity;

/// <summary>
/// The circuits that are open on this node: how many each person has (<c>Sessions:CircuitsPerPerson</c>, 20), and the end of
/// those whose session has ended, on whichever node and for whatever reason. It looks every <c>Sessions:WatchSeconds</c> (1), by
/// one question for all. Powers do not hang on it: those are read at each command.
/// </summary>
[Part]
internal sealed partial class OpenCircuits(
    Sessions sessions, IConfiguration configuration, ILogger<OpenCircuits> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<OpenCircuit, bool> open = new();
    private readonly Lock entering = new();
    private readonly TimeSpan every = TimeSpan.FromSeconds(Positive(configuration, "Sessions:WatchSeconds", 1));

    public int Most { get; } = (int)Positive(configuration, "Sessions:CircuitsPerPerson", 20);

    /// <summary>False where the person has as many open as one may have; nothing is closed for it.</summary>
    public bool TryEnter(OpenCircuit circuit)
    {
        lock (entering)
        {
            return CountOf(circuit.Person) < Most && open.TryAdd(circuit, true);
        }
    }

    public void Leave(OpenCircuit circuit) => open.TryRemove(circuit, out _);

    /// <summary>How many pages a person has open on this node; those that are being closed are not counted.</summary>
    public int CountOf(PersonId person) => open.Keys.Count(circuit => circuit.Person == person && !circuit.IsLeaving);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception trouble) when (!stoppingToken.IsCancellationRequested)
            {
                LogBlind(trouble);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var seen = open.Keys.Where(circuit => !circuit.IsLeaving).ToList();
        if (seen.Count == 0)
            return;
        var living = await sessions.LivingAsync(ct);
        foreach (var gone in seen.Where(circuit => !living.Contains(circuit.Session)).GroupBy(circuit => circuit.Session))
        {
            await sessions.EndIfOverAsync(gone.Key, ct);
            foreach (var circuit in gone)
                _ = circuit.CloseAsync();
        }
    }

    private static double Positive(IConfiguration configuration, string name, double otherwise) =>
        configuration.GetValue(name, otherwise) is > 0 and var given
            ? given
            : throw new InvalidOperationException($"{name} must be more than 0.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages could not be compared with their sessions; it is tried again")]
    private partial void LogBlind(Exception trouble);
}
