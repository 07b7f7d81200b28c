namespace OpsPortal.Tests.Simulation;

/// <summary>What the worlds of one run came to: the denominators.</summary>
internal sealed class SimulationTally
{
    private int steps;
    private int deaths;
    private int letters;
    private int repeated;
    private int payouts;
    private int lost;
    private int furtherTries;
    private int commands;
    private int payments;

    public int Worlds { get; private set; }

    public string LastWords { get; private set; } = "";

    public void Add(Simulation world, string? fault)
    {
        Worlds++;
        steps += world.Story.Count;
        deaths += world.House.Deaths;
        letters += world.Courier.Acknowledged.Count;
        repeated += world.Courier.Repeated;
        payouts += world.Bank.Taken.Count;
        lost += world.Bank.Lost;
        furtherTries += world.Bank.FurtherTries;
        commands += world.Memory.Attempts.Count;
        payments += world.Payers.Payments.Count;
        LastWords = fault ?? LastWords;
    }

    public override string ToString() =>
        $"{steps} steps, {commands} commands, {deaths} deaths, {payments} payments, {letters} events, "
        + $"{repeated} of them repeated, {payouts} payouts at the bank, {lost} answers lost, {furtherTries} tried again";
}
