using OpsPortal.Domain.Cash;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Simulation;

/// <summary>What a provider tells of a few payments for two invoices, in the order in which it happened. Every reference ends in
/// the mark of its copy.</summary>
internal static class ProviderStream
{
    /// <summary>Every payment, refund and share of one (21 % tax, fee, two payees) is a whole number of cents: which payment of
    /// an invoice carries a cent of rounding depends on which came last, and so would who bears it where one of them is
    /// lost.</summary>
    private const long Unit = 72_600;

    public const long FirstMinor = 17 * Unit;
    public const long SecondMinor = 9 * Unit;

    /// <summary>The same seed gives the same stream for every mark.</summary>
    public static List<SandboxDelivery> Of(int seed, string mark, Instant start)
    {
        var random = new Random(seed);
        var told = new List<SandboxDelivery>();
        foreach (var (invoice, gross) in new[] { ("A", FirstMinor), ("B", SecondMinor) })
        {
            var left = gross;
            for (var n = 0; left > 0 && n < 3; n++)
            {
                var minor = n == 2 || random.Next(3) == 0 ? left : Unit * (1 + random.NextInt64(left / Unit));
                left -= minor;
                var rail = random.Next(2) == 0 ? Rail.Card : Rail.Ach;
                var payment = CashWorld.Payment($"pay_{invoice}{n}{mark}", $"IE-{invoice}{mark}", minor, start, rail);
                payment.DisputeReference = $"dp_{invoice}{n}{mark}";
                told.AddRange(OfPayment(random, payment, start + Duration.FromMinutes((n * 3) + (invoice == "A" ? 0 : 1))));
            }
        }

        return [.. told.OrderBy(one => one.DueAt)];
    }

    private static IEnumerable<SandboxDelivery> OfPayment(Random random, SandboxPayment payment, Instant at)
    {
        Instant After(int minutes) => at + Duration.FromMinutes(minutes);
        var minor = payment.AmountMinor;
        if (random.Next(3) == 0)
            yield return SandboxEvents.Payment(payment, "payment.processing", minor, After(-20));
        if (random.Next(4) == 0)
            yield return SandboxEvents.Payment(payment, "payment.failed", minor, After(-10), "card_declined");
        yield return SandboxEvents.Payment(payment, "payment.succeeded", minor, at);
        if (random.Next(5) > 0)
            yield return SandboxEvents.Payment(payment, "balance.available", minor, After(60));
        foreach (var later in Later(random, payment, After))
            yield return later;
    }

    private static IEnumerable<SandboxDelivery> Later(Random random, SandboxPayment payment, Func<int, Instant> after)
    {
        var minor = payment.AmountMinor;
        switch (random.Next(6))
        {
            case 0:
                yield return SandboxEvents.Payment(payment, "payment.returned", minor, after(70), "R01");
                break;
            case 1:
                yield return SandboxEvents.Payment(payment, "payment.refunded", Math.Max(1, minor / 3), after(70));
                yield return SandboxEvents.Payment(payment, "payment.refunded", Math.Max(1, minor / 2), after(75));
                yield return SandboxEvents.Payment(payment, "payment.refunded", minor, after(78));
                break;
            case 2 or 3:
                if (random.Next(2) == 0)
                    yield return SandboxEvents.Warning(payment, "dispute.opened", after(80));
                yield return SandboxEvents.Dispute(payment, "dispute.opened", after(90), null);
                if (random.Next(3) > 0)
                    yield return SandboxEvents.Dispute(payment, "dispute.closed", after(99), random.Next(2) == 0);
                break;
            default:
                break;
        }
    }
}
