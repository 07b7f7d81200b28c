using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Tests.Payouts;

/// <summary>A provider with a journal of its own.</summary>
internal sealed class FakeBank : IPayoutProvider
{
    private readonly Lock gate = new();

    public Dictionary<string, int> Taken { get; } = [];

    public int Calls { get; private set; }

    public bool LoseAnswers { get; set; }

    public bool Dies { get; set; }

    /// <summary>Nothing reaches it.</summary>
    public bool IsDown { get; set; }

    /// <summary>What it says of the payouts that it took, and since when where it says so.</summary>
    public string Status { get; set; } = "accepted";

    public Instant? Since { get; set; }

    /// <summary>What happens elsewhere between its answer and our reading of it.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public string Name => "sandbox";

    /// <summary>The app sends what waits.</summary>
    public Task<Outcome<int>> DispatchAsync(IServiceProvider services) => new DispatchPayouts(
        services.GetRequiredService<CommandRunner>(), [this], services.GetRequiredService<PayoutMoves>(),
        services.GetRequiredService<AnswerTime>(), services.GetRequiredService<ClockCheck>())
        .RunAsync(Actor.System("payout-dispatch"), default);

    /// <summary>The app asks about what it sent without an answer.</summary>
    public Task<Outcome<int>> EnquireAsync(IServiceProvider services) => new EnquirePayouts(
        services.GetRequiredService<CommandRunner>(), [this], services.GetRequiredService<PayoutMoves>())
        .RunAsync(Actor.System("payout-enquiry"), default);

    public async Task<ProviderAnswer> SendAsync(PayoutOrder order, CancellationToken ct)
    {
        if (Dies)
            throw new InvalidOperationException("killed");
        if (IsDown)
            return new ProviderAnswer(ProviderWord.Lost, "503");
        lock (gate)
        {
            Calls++;
            Taken[order.Key] = Taken.GetValueOrDefault(order.Key) + 1;
        }

        var answer = LoseAnswers ? new ProviderAnswer(ProviderWord.Lost, "time-out") : Known(order.Key);
        if (Meanwhile is { } happens)
            await happens();
        return answer;
    }

    public async Task<ProviderAnswer> EnquireAsync(string key, CancellationToken ct)
    {
        var answer = IsDown ? new ProviderAnswer(ProviderWord.Lost, "503")
            : Taken.ContainsKey(key) ? Known(key) : new ProviderAnswer(ProviderWord.NotKnown, "404");
        if (Meanwhile is { } happens)
            await happens();
        return answer;
    }

    private ProviderAnswer Known(string key) =>
        new(ProviderWord.Taken, "201") { Reference = $"po_{key}", Status = Status, HappenedAt = Since };
}
