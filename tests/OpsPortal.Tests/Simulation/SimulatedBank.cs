using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Simulation;

internal enum PayoutFate
{
    Paid,
    PaidThenReturned,
    Failed,
}

/// <summary>A payout as the bank took it: once for ever under its key.</summary>
internal sealed record BankPayout(string Key, Money Amount, PayeeAccountId Account, Instant TakenAt, PayoutFate Fate)
{
    public required SandboxPayout AtBank { get; init; }

    public required Instant DecidedAt { get; init; }
}

/// <summary>
/// The bank of the simulated world. It takes a payout once under its key, loses answers, turns payouts away, is away for a while,
/// takes some only after it was asked about them, and tells what became of each by letters. It outlives every app.
/// </summary>
internal sealed class SimulatedBank(Random random, Courier courier)
{
    private readonly List<(PayoutOrder Order, Instant At)> onTheWay = [];
    private readonly HashSet<string> unasked = new(StringComparer.Ordinal);

    public Instant Now { get; set; }

    public Instant AwayUntil { get; set; }

    public bool IsSteady { get; set; }

    public SortedDictionary<string, BankPayout> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>What no sender may do.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Every order that was ever on the line, also those of which the bank took nothing.</summary>
    public List<PayoutOrder> Sendings { get; } = [];

    /// <summary>Payouts that went out another time.</summary>
    public int FurtherTries { get; private set; }

    public int Lost { get; private set; }

    public ProviderAnswer Send(PayoutOrder order)
    {
        FurtherTries += Sendings.Exists(sent => sent.Account == order.Account && sent.Amount == order.Amount) ? 1 : 0;
        Sendings.Add(order);
        if (!unasked.Add(order.Key))
            Faults.Add($"P7: {order.Key} was sent again without asking");
        if (Now < AwayUntil)
            return Gone("500");
        switch (IsSteady ? 99 : random.Next(20))
        {
            case < 5:
                return Gone("the line broke before anything came through");
            case < 8:
                Take(order);
                return Gone("time-out after the payout was taken");
            case 8:
                onTheWay.Add((order, Now + Duration.FromMinutes(1 + random.Next(12))));
                return Gone("time-out, and the payout comes through later");
            case 9:
                return new ProviderAnswer(ProviderWord.Refused, "422 closed") { Code = "account_closed" };
            default:
                Take(order);
                return Known(Taken[order.Key]);
        }
    }

    public ProviderAnswer Enquire(string key)
    {
        if (Now < AwayUntil || (!IsSteady && random.Next(8) == 0))
            return Gone("500");
        if (Taken.TryGetValue(key, out var taken))
            return Known(taken);
        unasked.Remove(key);
        return new ProviderAnswer(ProviderWord.NotKnown, "404");
    }

    /// <summary>What was on its way comes through.</summary>
    public void Arrive()
    {
        foreach (var (order, at) in onTheWay.Where(late => late.At <= Now).ToList())
            Take(order);
        onTheWay.RemoveAll(late => late.At <= Now);
    }

    private ProviderAnswer Gone(string words)
    {
        Lost++;
        return new ProviderAnswer(ProviderWord.Lost, words);
    }

    private ProviderAnswer Known(BankPayout payout) => new(ProviderWord.Taken, "200")
    {
        Reference = payout.AtBank.Reference,
        Status = Now < payout.DecidedAt ? "accepted" : payout.Fate == PayoutFate.Failed ? "failed" : "paid",
        Code = Now >= payout.DecidedAt && payout.Fate == PayoutFate.Failed ? "AC04" : null,
    };

    private void Take(PayoutOrder order)
    {
        if (Taken.ContainsKey(order.Key))
            return;
        var fate = random.Next(10) switch { 0 => PayoutFate.Failed, 1 => PayoutFate.PaidThenReturned, _ => PayoutFate.Paid };
        var atBank = new SandboxPayout(order.Key, "", order.PayeeName, order.Amount, order.LegalEntityCode, Now);
        var decided = Now + Duration.FromMinutes(2 + random.Next(15));
        Taken.Add(order.Key, new BankPayout(order.Key, order.Amount, order.Account, Now, fate)
        {
            AtBank = atBank, DecidedAt = decided,
        });
        Tell(atBank, fate, decided);
    }

    private void Tell(SandboxPayout payout, PayoutFate fate, Instant decided)
    {
        courier.Post(SandboxEvents.Payout(payout, "payout_item.accepted", Now));
        if (!IsSteady && random.Next(12) == 0)
        {
            var other = new Money(payout.AmountMinor + 1 + random.Next(500), payout.Currency);
            var mistaken = new SandboxPayout(payout.Key, "", payout.Payee, other, payout.LegalEntityCode, Now);
            courier.Post(SandboxEvents.Payout(mistaken, "payout_item.paid", decided), isWrong: true);
        }

        var word = fate == PayoutFate.Failed ? "payout_item.failed" : "payout_item.paid";
        courier.Post(SandboxEvents.Payout(payout, word, decided, fate == PayoutFate.Failed ? "AC04" : null));
        if (!IsSteady && random.Next(6) == 0)
            courier.Post(SandboxEvents.Payout(payout, word, decided, fate == PayoutFate.Failed ? "AC04" : null));
        if (fate == PayoutFate.PaidThenReturned)
            courier.Post(SandboxEvents.Payout(
                payout, "payout_item.returned", decided + Duration.FromMinutes(5 + random.Next(20)), "AC06"));
    }
}

/// <summary>One app's line to the bank; it is cut with the app's life.</summary>
internal sealed class BankLine(SimulatedBank bank, Reaper reaper) : IPayoutProvider
{
    public string Name => "sandbox";

    public Task<ProviderAnswer> SendAsync(PayoutOrder order, CancellationToken ct)
    {
        reaper.Pass(DeathPoint.BeforeSending);
        var answer = bank.Send(order);
        reaper.Pass(DeathPoint.AfterSending);
        return Task.FromResult(answer);
    }

    public Task<ProviderAnswer> EnquireAsync(string key, CancellationToken ct)
    {
        reaper.Pass(DeathPoint.BeforeSending);
        return Task.FromResult(bank.Enquire(key));
    }
}
