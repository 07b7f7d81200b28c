using System.Globalization;
using NodaTime.Text;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

/// <summary>What a rail promises, in words.</summary>
internal static class RailWords
{
    private const int FewCountries = 3;
    private static readonly LocalDateTimePattern Times = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm");
    private static readonly LocalTimePattern Hours = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern Days = LocalDatePattern.CreateWithInvariantCulture("ddd d MMMM uuuu");

    /// <summary>Until when a window takes items along and when it settles them; the day is said once where it is one.</summary>
    public static string Of(ComingWindow window) => $"Until {Times.Format(window.CutOff)}, settles {
        (window.SettlesAt.Date == window.CutOff.Date ? Hours.Format(window.SettlesAt.TimeOfDay)
            : Times.Format(window.SettlesAt))}";

    public static string Day(LocalDate day) => Days.Format(day);

    public static string Clock(RailClock clock)
    {
        var late = clock.Windows.Count == 0
            ? "late after a day"
            : string.Create(CultureInfo.InvariantCulture, $"late {clock.LateAfterBankingDays} banking {
                (clock.LateAfterBankingDays == 1 ? "day" : "days")} after settlement");
        return $"{(clock.Currency is { } currency ? $"{currency}, " : "")}{Zone(clock.Zone)}, {late}";
    }

    public static string Carries(RailFacts facts) =>
        $"{(facts.Currencies.Count == 0 ? "Any currency" : string.Join(", ", facts.Currencies))}, {Reaches(facts)}";

    public static string Calendar(BankCalendar calendar) => calendar switch
    {
        BankCalendar.FederalReserve => "Federal Reserve Banks",
        BankCalendar.Target2 => "T2 (TARGET2)",
        BankCalendar.EnglandAndWales => "England and Wales",
        BankCalendar.Weekdays => "Monday to Friday",
        _ => "Every day",
    };

    /// <summary>An IANA zone by its town: <c>America/New_York</c> is "New York time".</summary>
    private static string Zone(string zone) =>
        zone.LastIndexOf('/') is var slash and >= 0 ? $"{zone[(slash + 1)..].Replace('_', ' ')} time" : zone;

    private static string Reaches(RailFacts facts) => facts.Countries.Count switch
    {
        0 => "any country",
        <= FewCountries => string.Join(", ", facts.Countries),
        var many => string.Create(CultureInfo.InvariantCulture, $"{many} countries"),
    };
}
