using NodaTime;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Cash.BankCalendar;

namespace OpsPortal.Domain.Cash;

/// <summary>
/// The rails, one row each. Sources: Nacha operating rules and the FedACH processing schedule, the operating rules and limits of
/// RTP (The Clearing House, 10,000,000 USD since 9 February 2025) and FedNow (10,000,000 USD since November 2025), the rulebooks
/// of the European Payments Council (SCT Inst has had no bound of its own since the rulebook of 5 October 2025), and the card
/// schemes.
/// </summary>
public static class Rails
{
    private const string NewYork = "America/New_York";
    private const string Frankfurt = "Europe/Berlin";
    private const string London = "Europe/London";
    private static readonly string[] UnitedStates = ["US"];

    /// <summary>The geographical scope of the SEPA schemes.</summary>
    private static readonly string[] Sepa =
    [
        "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS",
        "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK",
        "SM", "VA",
    ];

    private static readonly RailClock Instantly = new(null, "UTC", EveryDay, [], 1);

    private static readonly Dictionary<Rail, RailFacts> Table = new()
    {
        [Rail.Card] = new()
        {
            Name = "Card", Settles = Duration.FromDays(2),
            Clocks = [new(null, "UTC", Weekdays, [new(new(23, 59), 2, new(23, 59))], 1)],
            Returns = [new("Chargeback by the cardholder", Period.FromDays(120))],
            Finality = "Provisional until the chargeback window has passed", Artefact = "Provider's balance transaction",
        },
        [Rail.Ach] = new()
        {
            Name = "ACH", Settles = Duration.FromDays(4), Currencies = ["USD"], Countries = UnitedStates,
            CanReturn = true,
            Clocks = [new(null, NewYork, FederalReserve, [new(new(22, 15), 4, new(8, 30))], 2)],
            Returns =
            [
                new("Return by the payer's bank", Period.FromDays(2), InBankingDays: true),
                new("Unauthorised, claimed by a consumer", Period.FromDays(60)),
            ],
            Finality = "Settlement is final between banks; returns follow within their windows",
            Artefact = "NACHA return file, BAI2",
        },
        [Rail.SameDayAch] = new()
        {
            Name = "Same Day ACH", Settles = Duration.FromDays(1), Currencies = ["USD"], Countries = UnitedStates,
            CanReturn = true,
            Caps = [new(new(2020, 3, 20), Usd(100_000)), new(new(2022, 3, 18), Usd(1_000_000))],
            Clocks =
            [
                new(null, NewYork, FederalReserve,
                    [new(new(10, 30), 0, new(13, 0)), new(new(14, 45), 0, new(17, 0)), new(new(16, 45), 0, new(18, 0))], 2),
            ],
            Returns =
            [
                new("Return by the payer's bank", Period.FromDays(2), InBankingDays: true),
                new("Unauthorised, claimed by a consumer", Period.FromDays(60)),
            ],
            Finality = "Settlement is final between banks; returns follow within their windows",
            Artefact = "NACHA return file, BAI2",
        },
        [Rail.Rtp] = new()
        {
            Name = "RTP", Settles = Duration.Zero, Currencies = ["USD"], Countries = UnitedStates,
            Clocks = [Instantly], Returns = [],
            Caps = [new(new(2022, 4, 14), Usd(1_000_000)), new(new(2025, 2, 9), Usd(10_000_000))],
            Finality = "Final within seconds; a return is at the payee's will", Artefact = "camt.054 or provider's event",
        },
        [Rail.FedNow] = new()
        {
            Name = "FedNow", Settles = Duration.Zero, Currencies = ["USD"], Countries = UnitedStates,
            Clocks = [Instantly], Returns = [],
            Caps =
            [
                new(new(2023, 7, 20), Usd(500_000)), new(new(2025, 6, 24), Usd(1_000_000)),
                new(new(2025, 11, 30), Usd(10_000_000)),
            ],
            Finality = "Final within seconds; a return is at the payee's will", Artefact = "camt.054 or provider's event",
        },
        [Rail.SepaCredit] = new()
        {
            Name = "SEPA credit transfer", Settles = Duration.FromDays(1), Currencies = ["EUR"], Countries = Sepa,
            CanReturn = true,
            Clocks = [new(null, Frankfurt, Target2, [new(new(16, 0), 1, new(16, 0))], 2)],
            Returns =
            [
                new("Return by the payee's bank", Period.FromDays(3), InBankingDays: true),
                new("Recall for a duplicate, a technical error or fraud", Period.FromDays(10), InBankingDays: true),
                new("Request for recall by the originator", Period.FromMonths(13)),
            ],
            Finality = "Final at settlement; a recall needs the payee's consent", Artefact = "camt.053, camt.054",
        },
        [Rail.SepaInstant] = new()
        {
            Name = "SEPA instant", Settles = Duration.Zero, Currencies = ["EUR"], Countries = Sepa, Clocks = [Instantly],
            Caps = [new(new(2017, 11, 21), Eur(15_000)), new(new(2020, 7, 1), Eur(100_000)), new(new(2025, 10, 5), null)],
            Returns =
            [
                new("Recall for a duplicate, a technical error or fraud", Period.FromDays(10), InBankingDays: true),
                new("Request for recall by the originator", Period.FromMonths(13)),
            ],
            Finality = "Final within ten seconds; a recall needs the payee's consent", Artefact = "camt.054",
        },
        [Rail.SepaDebit] = new()
        {
            Name = "SEPA direct debit", Settles = Duration.FromDays(5), Currencies = ["EUR"], Countries = Sepa, CanReturn = true,
            NeedsMandate = true,
            Clocks = [new(null, Frankfurt, Target2, [new(new(12, 0), 5, new(12, 0))], 2)],
            Returns =
            [
                new("Return by the payer's bank", Period.FromDays(5), InBankingDays: true),
                new("Refund without giving a reason", Period.FromWeeks(8)),
                new("Refund of a debit without a mandate", Period.FromMonths(13)),
            ],
            Finality = "Provisional for 8 weeks, without a mandate for 13 months", Artefact = "camt.054 and pain.002",
        },
        [Rail.Wire] = new()
        {
            Name = "Wire", Settles = Duration.FromDays(1), Returns = [],
            Clocks =
            [
                new("USD", NewYork, FederalReserve, [new(new(18, 45), 0, new(19, 0))], 1),
                new("EUR", Frankfurt, Target2, [new(new(17, 0), 0, new(18, 0))], 1),
                new("GBP", London, EnglandAndWales, [new(new(17, 40), 0, new(18, 0))], 1),
                new(null, "UTC", Weekdays, [new(new(15, 0), 2, new(17, 0))], 1),
            ],
            Finality = "Final at settlement", Artefact = "MT940, camt.053 or BAI2",
        },
    };

    public static IReadOnlyDictionary<Rail, RailFacts> All => Table;

    public static RailFacts Of(Rail rail) => Table[rail];

    /// <summary>When the rail settles what is sent at an instant.</summary>
    public static Instant SettlesAt(Rail rail, Instant sentAt, Currency? currency = null)
    {
        var clock = Of(rail).ClockFor(currency);
        return clock.Windows.Count == 0 ? sentAt : RailTimes.Next(clock, sentAt).SettlesAt.InZone(clock).ToInstant();
    }

    /// <summary>When an item that was sent at an instant is late: its window and the days for its notice have passed.</summary>
    public static Instant ExpectedBy(Rail rail, Instant sentAt, Currency? currency = null)
    {
        var clock = Of(rail).ClockFor(currency);
        if (clock.Windows.Count == 0)
            return sentAt + (Duration.FromDays(1) * clock.LateAfterBankingDays);
        var settles = RailTimes.Next(clock, sentAt).SettlesAt;
        return (clock.Calendar.Plus(settles.Date, clock.LateAfterBankingDays) + settles.TimeOfDay).InZone(clock).ToInstant();
    }

    /// <summary>The last day on which a settled payment may come back by a window.</summary>
    public static LocalDate EndOf(Rail rail, ReturnWindow window, Instant settledAt, Currency? currency = null)
    {
        var clock = Of(rail).ClockFor(currency);
        var day = settledAt.InZone(DateTimeZoneProviders.Tzdb[clock.Zone]).Date;
        return window.InBankingDays ? clock.Calendar.Plus(day, window.Length.Days) : day + window.Length;
    }

    private static Money Usd(long whole) => new(whole * 100, Currency.Of("USD"));

    private static Money Eur(long whole) => new(whole * 100, Currency.Of("EUR"));
}
