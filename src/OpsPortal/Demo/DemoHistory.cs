using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Compliance;
using OpsPortal.Events;
using OpsPortal.Features.Compliance;
using OpsPortal.Jobs;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Demo;

/// <summary>Three months of believable business, told through the real use cases and real provider events.</summary>
[Part]
internal sealed class DemoHistory(AppClock clock, DemoEvents events, IServiceProvider services,
    IDbContextFactory<OpsDbContext> contexts)
{
    /// <summary>The proposal behind the contract whose milestone the tour follows: submitted, and not yet accepted.</summary>
    public const string TourProposal = "P-2026-0026";

    private const int Contracts = 26;

    private static readonly Duration HandedOverAfter = Duration.FromDays(91) + Duration.FromHours(22);

    public async Task TellAsync(DemoCast cast, Instant until, CancellationToken ct)
    {
        var calendar = new DemoCalendar(clock, until);
        events.Keeps = true;
        foreach (var day in new[] { 0, 45, 85 })
            calendar.After(Duration.FromDays(day) + Duration.FromHours(1), () => DecideGatesAsync(cast, ct));
        for (var n = 0; n < Contracts; n++)
        {
            var contract = Contract(cast, calendar, n);
            calendar.After(Duration.FromHours(30 + (n * 74)), contract.OpenAsync);
        }

        PlanPayouts(cast, calendar);
        PlanTrouble(calendar);
        new DemoClose(cast, calendar, services, contexts).Plan(until);
        var begun = clock.GetCurrentInstant().InUtc().Date;
        calendar.After(HandedOverAfter, () => new DemoErp(cast, services, contexts).RunAsync(clock.GetCurrentInstant(), begun));
        new DemoBank(cast, calendar, events, services, contexts).Plan(until);
        new DemoReconciliation(cast, calendar, services, contexts).Plan();
        new DemoClockwork(calendar, services.GetServices<IBackgroundJob>(), contexts).Plan(until);
        await calendar.PlayAsync();
        events.Keeps = false;
    }

    private DemoContract Contract(DemoCast cast, DemoCalendar calendar, int n)
    {
        var payee = cast.Payees[n % cast.Payees.Count];
        var isEurope = payee.LegalEntityId == cast.Europe.Id;
        var isJapan = payee.Country == "JP";
        var currency = Currency.Of(isEurope ? "EUR" : isJapan ? "JPY" : "USD");
        return new DemoContract(cast, calendar, events, services, contexts)
        {
            Buyer = cast.Buyers[isEurope ? n % 2 : isJapan ? 3 : 2],
            Payee = payee,
            Market = cast.Markets[isEurope ? "DE" : isJapan ? "JP" : "US"],
            Total = new Money(1_287_059 + (n * 91_337), currency),
            Work = DemoWorks.Of(n),
            Proposal = $"P-2026-{n + 1:0000}",
            Turn = TurnOf(n),
            Rail = isEurope ? Rail.SepaCredit : isJapan || n % 2 == 0 ? Rail.Card : Rail.Ach,
            HasDownPayment = n % 4 == 0,
        };
    }

    private static DemoTurn TurnOf(int n) => n switch
    {
        1 => DemoTurn.Closed,
        3 => DemoTurn.PartPaid,
        4 => DemoTurn.Refunded,
        5 => DemoTurn.Disputed,
        6 => DemoTurn.WrittenOff,
        7 => DemoTurn.Returned,
        9 => DemoTurn.ChargeFailed,
        11 => DemoTurn.Late,
        13 => DemoTurn.Rejected,
        16 => DemoTurn.Unpaid,
        22 => DemoTurn.NotSettled,
        21 => DemoTurn.UnderWay,
        24 or 25 => DemoTurn.WaitsForApproval,
        _ => DemoTurn.PaidInFull,
    };

    private async Task DecideGatesAsync(DemoCast cast, CancellationToken ct)
    {
        foreach (var payee in cast.Payees)
        {
            foreach (var gate in Enum.GetValues<GateKind>())
            {
                var blocked = payee.Name == "Matteo Bianchi" && gate == GateKind.Aml;
                var command = new SetGate.Command(payee.Id, gate, blocked ? GateOutcome.Pending : GateOutcome.Clear,
                    "Onboarding file")
                {
                    ExpiresAt = clock.GetCurrentInstant() + Duration.FromDays(365), AccountVersion = 1,
                };
                _ = await services.GetRequiredService<SetGate>().RunAsync(command, cast.As("compliance"), ct);
            }
        }
    }

    private void PlanPayouts(DemoCast cast, DemoCalendar calendar)
    {
        var runs = new DemoPayoutRun(cast, calendar, events, services, contexts);
        var groups = new[] { (cast.Europe.Id, "EUR"), (cast.America.Id, "USD"), (cast.America.Id, "JPY") };
        for (var day = 25; day <= 67; day += 14)
        {
            foreach (var (entity, currency) in groups)
            {
                var end = (day, currency) switch { (53, "USD") => DemoRunEnd.OneReturned, _ => DemoRunEnd.Paid };
                calendar.After(Duration.FromDays(day), () => runs.RunAsync(entity, Currency.Of(currency), end));
            }
        }

        // What became eligible in euro since then waits for the reader to take it into a batch.
        foreach (var (entity, currency) in groups.Where(group => group.Item2 != "EUR"))
            calendar.After(Duration.FromDays(91),
                () => runs.RunAsync(entity, Currency.Of(currency), DemoRunEnd.WaitsForApproval));
    }

    // What a provider also sends: money that nobody can place, and a body that is no JSON.
    private void PlanTrouble(DemoCalendar calendar)
    {
        calendar.After(Duration.FromDays(60),
            () => events.PayAsync(new PaymentOrder("EU-99999", "EU", Rail.SepaCredit, new Money(48_000, Currency.Of("EUR")))));
        calendar.After(Duration.FromDays(84),
            () => events.PayAsync(new PaymentOrder(null, "US", Rail.Ach, new Money(125_050, Currency.Of("USD")))));
        calendar.After(Duration.FromDays(86),
            async () => await events.DeliverAsync("evt_broken_demo", "{\"type\": \"payment.succ"));
    }
}
