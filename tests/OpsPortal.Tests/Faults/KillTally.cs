namespace OpsPortal.Tests.Faults;

/// <summary>What the runs of a fault came to, for the report.</summary>
internal sealed class KillTally
{
    private readonly Dictionary<string, int> counts = [];
    private readonly Dictionary<string, TimeSpan> longest = [];

    public int Runs { get; set; }

    public List<string> Faults { get; } = [];

    public string Words => string.Join(", ", [
        .. counts.Select(count => $"{count.Value} {count.Key}"),
        .. longest.Select(time => $"at most {time.Value.TotalSeconds:0} s {time.Key}"),
    ]);

    public void AssertNoFault(KillPlan plan)
    {
        Assert.True(Faults.Count == 0, $"Seed {plan.Seed}, run {Runs}:\n{string.Join('\n', Faults.Take(20))}");
        Assert.True(Runs > 0);
    }

    public void Add(KillWorld world)
    {
        Count("webhooks answered", world.Sender.Journal.Count(webhook => webhook.IsAnswered));
        Count("webhooks sent more than once", world.Sender.Journal.Count(webhook => webhook.TimesSent > 1));
        Count("payouts taken by the bank", world.Bank.Journal.Count(BankCall.Taken));
        Count("payouts asked about",
            world.Bank.Journal.Count(BankCall.AskedAndKnown) + world.Bank.Journal.Count(BankCall.AskedAndNotKnown));
    }

    public void Longest(string what, TimeSpan took)
    {
        if (took > longest.GetValueOrDefault(what))
            longest[what] = took;
    }

    public void Count(string what, int more) => counts[what] = counts.GetValueOrDefault(what) + more;
}
