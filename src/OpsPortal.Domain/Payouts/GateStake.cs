using NodaTime;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>What hangs on the decision of one gate of a payee, in one currency.</summary>
/// <param name="Waiting">What may go once nothing blocks it, of all that the gate is asked for.</param>
/// <param name="LetThrough">What of it may go as soon as the gate is clear.</param>
/// <param name="Stopped">What may go now and may not with any other answer.</param>
public sealed record GateStake(Money Waiting, Money LetThrough, Money Stopped)
{
    /// <summary>Asks the release gate of each payable as it is, with the gate clear and with the gate failed.</summary>
    public static IReadOnlyList<GateStake> Of(
        GateKind gate, IEnumerable<PayableFacts> payables, PolicyMatrix? policy, Instant now) =>
    [
        .. payables.Where(facts => Asks(policy, facts, gate) && facts.Funds.AvailableMinor > 0)
            .GroupBy(facts => facts.Currency).OrderBy(group => group.Key)
            .Select(group => Sum([.. group], facts => ReleaseGate.Evaluate(facts, policy, now).EligibleMinor,
                (facts, outcome) => Decided(facts, gate, outcome, now))),
    ];

    private static GateStake Sum(
        List<PayableFacts> payables, Func<PayableFacts, long> eligible, Func<PayableFacts, GateOutcome, PayableFacts> decided)
    {
        var (waiting, letThrough, stopped) = (0L, 0L, 0L);
        foreach (var facts in payables)
        {
            var before = eligible(facts);
            waiting += facts.Funds.AvailableMinor;
            letThrough += Math.Max(0, eligible(decided(facts, GateOutcome.Clear)) - before);
            stopped += Math.Max(0, before - eligible(decided(facts, GateOutcome.Failed)));
        }

        var currency = payables[0].Currency;
        return new GateStake(new Money(waiting, currency), new Money(letThrough, currency), new Money(stopped, currency));
    }

    private static bool Asks(PolicyMatrix? policy, PayableFacts facts, GateKind gate) => policy is not null
        && policy.Required(facts.Program, facts.Market, facts.PayeeFact.Kind).Any(row => row.Gate == gate);

    private static PayableFacts Decided(PayableFacts facts, GateKind gate, GateOutcome outcome, Instant now)
    {
        var decision = new GateFact(gate, outcome, now, null) { AccountVersion = facts.PayeeFact.Account?.Version };
        return facts with
        {
            PayeeFact = facts.PayeeFact with
                { Gates = [.. facts.PayeeFact.Gates.Where(fact => fact.Kind != gate), decision] },
        };
    }
}
