using OpsPortal.Access;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Simulation;

/// <summary>Something that may happen next, how likely it is beside the others, and what it does: false where it cannot be
/// done now.</summary>
internal sealed record Act(int Weight, string Name, Func<Task<bool>> RunAsync);

/// <summary>
/// One simulated world made from one seed: the real use cases over a real store, people, payers, a provider and a bank, a clock
/// that the seed moves, and deaths of the app at points that the seed chooses. One thing happens at a time.
/// </summary>
internal sealed class Simulation : IAsyncDisposable
{
    /// <summary>So many steps only bill and collect, so that there is something to pay out.</summary>
    private const int Opening = 20;

    private readonly List<string> story = [];
    private readonly List<Act> acts;
    private readonly List<Act> openingActs;

    private Simulation(SimulatedHouse house, Random random, Courier courier, SimulatedBank bank)
    {
        (House, Random, Courier, Bank) = (house, random, courier, bank);
        Payers = new SimulatedPayers(random, courier);
        openingActs = [.. new WorkActs(this).All, .. new OutsideActs(this).All];
        var parties = new PartyActs(this);
        acts = [.. openingActs, .. new PayoutActs(this, parties).All, .. parties.All];
    }

    public SimulatedHouse House { get; }

    public Random Random { get; }

    public Courier Courier { get; }

    public SimulatedBank Bank { get; }

    public SimulatedPayers Payers { get; }

    public Memory Memory { get; } = new();

    public List<PayeeId> Payees { get; private set; } = [];

    public bool FaultsStopped { get; private set; }

    /// <summary>What happened, one line for each step.</summary>
    public IReadOnlyList<string> Story => story;

    public static async Task<Simulation> NewAsync(StoreKind kind, int seed)
    {
        var random = new Random(seed);
        var courier = new Courier(random);
        var bank = new SimulatedBank(random, courier);
        var made = new Simulation(await SimulatedHouse.NewAsync(kind, bank), random, courier, bank);
        made.Payees = await SimulatedDeals.MakeAsync(made.House, random, made.Memory);
        return made;
    }

    public async Task StepAsync()
    {
        story.Add("");
        var choices = story.Count <= Opening ? openingActs : acts;
        Act act;
        do
        {
            var at = Random.Next(choices.Sum(candidate => candidate.Weight));
            act = choices.First(candidate => (at -= candidate.Weight) < 0);
            story[^1] = $"{story.Count} {House.Now:MM-dd HH:mm:ss} {act.Name}";
        }
        while (!await act.RunAsync());
        House.Advance(Random.Next(10) switch
        {
            < 6 => Duration.FromSeconds(1 + Random.Next(600)),
            < 9 => Duration.FromMinutes(1 + Random.Next(120)),
            _ => Duration.FromHours(1 + Random.Next(20)),
        });
    }

    /// <summary>From now on nothing breaks; what the outside world still has to say it says.</summary>
    public void StopFaults()
    {
        story.Add($"{story.Count + 1} {House.Now:MM-dd HH:mm:ss} faults stop");
        FaultsStopped = Bank.IsSteady = Courier.IsSteady = true;
        Bank.AwayUntil = House.Now;
    }

    public Attempt Begin(string account, string action, Permission permission) => new(account, action, permission, House.Now);

    /// <summary>Lets a person do something, perhaps with the app's death in the middle of it. Always true: it was
    /// tried.</summary>
    public async Task<bool> TryAsync<T>(Attempt attempt, Func<Actor, Task<Outcome<T>>> run)
    {
        Memory.Attempts.Add(attempt);
        Outcome<T>? answer = null;
        if (await LiveAsync(async () => answer = await run(House.As(attempt.Account))))
            attempt.Answer(answer!.Value.Refusal);
        Note(attempt.ToString());
        return true;
    }

    public Task<bool> TryAsync(Attempt attempt, Func<Actor, Task<Outcome>> run) => TryAsync<bool>(
        attempt, async actor => (await run(actor)).Refusal is { } refusal ? refusal : true);

    /// <summary>False where the app died meanwhile; it is built again then.</summary>
    public async Task<bool> LiveAsync(Func<Task> run)
    {
        var reaper = House.Reaper;
        if (!FaultsStopped && Random.Next(12) == 0)
            reaper.Arm((DeathPoint)Random.Next(5), Random.Next(2) == 0 ? 0 : Random.Next(12));
        try
        {
            await run();
        }
        catch (Exception) when (reaper.HasStruck)
        {
        }
        finally
        {
            reaper.Disarm();
        }

        if (!reaper.HasStruck)
            return true;
        Note("the app died");
        await House.RebuildAsync();
        return false;
    }

    public void Note(string words) => story[^1] += $"; {words}";

    public T? AnyOf<T>(IReadOnlyList<T> choices) => choices.Count == 0 ? default : choices[Random.Next(choices.Count)];

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
