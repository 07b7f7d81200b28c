using NodaTime;
using NodaTime.Text;

namespace OpsPortal.Domain.Shared;

/// <summary>Days and moments as people read them: "2 Oct 2026", "2 Oct 2026, 12:31 UTC". Files and keys write ISO 8601.</summary>
public static class DayWords
{
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly LocalDateTimePattern MomentPattern =
        LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu, HH:mm");

    public static string Of(LocalDate day) => DayPattern.Format(day);

    public static string Of(LocalDate first, LocalDate last) => $"{Of(first)} to {Of(last)}";

    public static string Of(LocalDate? day) => day is { } known ? Of(known) : "an unknown day";

    /// <summary>Whether a text is a day as <see cref="Of(LocalDate)"/> writes it.</summary>
    public static bool IsDay(string text) => DayPattern.Parse(text).Success;

    public static string Of(Instant moment) => $"{MomentPattern.Format(moment.InUtc().LocalDateTime)} UTC";
}
